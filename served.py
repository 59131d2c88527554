"""The review page as `checker serve` serves it: the pages of app.py, behind our headers."""

import streamlit as st
from starlette.middleware import Middleware

from checker.web.front import Fronted
from checker.web.headers import GuardedAnswers
from checker.web.leaving import LateLeaving
from checker.web.session import warming

warming.allow()
app = st.App("app.py", middleware=[Middleware(GuardedAnswers), Middleware(LateLeaving), Middleware(Fronted)])
