"""The frame of the review page: which pages there are, and nothing else. Started by `checker serve`."""

import streamlit as st

from checker.web.frame import TAB_ICON, chosen, sidebar
from checker.web.one_drawing import one_drawing

st.set_page_config(page_title="Checker", page_icon=TAB_ICON, layout="wide")
with one_drawing():
    page = chosen()
    sidebar()
    page.run()
