"""Which words in other letters are a greeting that everybody knows? Whole phrases only: one word more, and we ask."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from checker.core.folding import fold

# The languages most spoken at home by pupils in England, and the days schools wish each other well on.
# Source: DfE, schools, pupils and their characteristics (first language); each phrase looked up singly.
_GREETINGS = {
    "welcome": (
        "خوش آمدید|خوش آمديد|أهلا وسهلا|اهلا وسهلا|مرحبا|مرحبا بكم|أهلا|ښه راغلاست|بەخێربێن|ਜੀ ਆਇਆਂ ਨੂੰ|"
        "ਜੀ ਆਇਆ ਨੂੰ|ਸੁਆਗਤ ਹੈ|ਸਵਾਗਤ ਹੈ|स्वागत|स्वागत है|सुस्वागतम|आपका स्वागत है|સ્વાગત|સ્વાગત છે|"
        "સુસ્વાગતમ|স্বাগতম|স্বাগত|நல்வரவு|வரவேற்கிறோம்|స్వాగతం|സ്വാഗതം|ස්වාගතයි|欢迎|歡迎|欢迎光临|"
        "ようこそ|환영합니다|ยินดีต้อนรับ|Ласкаво просимо|Вітаємо|Добро пожаловать|Добре дошли|"
        "Добредојдовте|Добродошли|Καλώς ήρθατε|Καλώς ορίσατε|Καλώς ήλθατε|ברוכים הבאים|ברוך הבא|"
        "እንኳን ደህና መጣችሁ|Բարի գալուստ"
    ),
    "hello": (
        "السلام عليكم|سلام|السلام علیکم|ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ|ਸਤ ਸ੍ਰੀ ਅਕਾਲ|ਨਮਸਤੇ|नमस्ते|नमस्कार|નમસ્તે|নমস্কার|"
        "আসসালামু আলাইকুম|வணக்கம்|నమస్కారం|നമസ്കാരം|ආයුබෝවන්|你好|大家好|您好|こんにちは|おはよう|"
        "안녕하세요|안녕|สวัสดี|Привіт|Добрий день|Доброго дня|Привет|Здравствуйте|Здравейте|Здраво|"
        "Γεια σας|Γειά σας|Γεια σου|Καλημέρα|שלום|ሰላም|Բարեւ"
    ),
    "thank you": (
        "شكرا|شکریہ|ਧੰਨਵਾਦ|धन्यवाद|આભાર|ধন্যবাদ|நன்றி|谢谢|謝謝|ありがとう|ありがとうございます|"
        "감사합니다|Дякую|Дякуємо|Спасибо|Благодаря|Ευχαριστώ|Ευχαριστούμε|תודה"
    ),
    "good wishes for a festival": (
        "عید مبارک|عيد مبارك|عيد سعيد|رمضان مبارك|رمضان مبارک|رمضان كريم|رمضان کریم|عيد الفطر مبارك|"
        "عيد الأضحى مبارك|نوروز مبارک|ਵਿਸਾਖੀ ਮੁਬਾਰਕ|ਵੈਸਾਖੀ ਮੁਬਾਰਕ|ਵਿਸਾਖੀ ਦੀਆਂ ਵਧਾਈਆਂ|ਵੈਸਾਖੀ ਦੀਆਂ ਵਧਾਈਆਂ|"
        "ਵਿਸਾਖੀ ਦੀਆਂ ਲੱਖ ਲੱਖ ਵਧਾਈਆਂ|ਵੈਸਾਖੀ ਦੀਆਂ ਲੱਖ ਲੱਖ ਵਧਾਈਆਂ|ਦੀਵਾਲੀ ਮੁਬਾਰਕ|ਦੀਵਾਲੀ ਦੀਆਂ ਵਧਾਈਆਂ|"
        "ਗੁਰਪੁਰਬ ਮੁਬਾਰਕ|शुभ दीपावली|शुभ दिवाली|दिवाली की शुभकामनाएं|दीपावली की शुभकामनाएं|"
        "होली की शुभकामनाएं|शुभ होली|होली मुबारक|શુભ દિવાળી|શુભ દીપાવલી|નૂતન વર્ષાભિનંદન|સાલ મુબારક|"
        "ঈদ মোবারক|শুভ নববর্ষ|রমজান মোবারক|রমাদান মোবারক|শুভ বিজয়া|இனிய பொங்கல் நல்வாழ்த்துக்கள்|"
        "பொங்கல் வாழ்த்துக்கள்|பொங்கல் நல்வாழ்த்துக்கள்|ഓണാശംസകൾ|新年快乐|新年快樂|新年好|春节快乐|"
        "春節快樂|恭喜发财|恭喜發財|中秋节快乐|中秋節快樂|中秋快乐|あけましておめでとう|"
        "새해 복 많이 받으세요|З Різдвом|З Різдвом Христовим|З Новим роком|З Великоднем|Христос воскрес|"
        "С Новым годом|С Рождеством|Честита Коледа|Честита Нова година|Весела Коледа|Καλά Χριστούγεννα|"
        "Καλό Πάσχα|Χρόνια πολλά|שנה טובה|חג שמח|חג חנוכה שמח|חנוכה שמח|שבת שלום|פסח שמח"
    ),
}
# Letters of one sound that Arabic, Persian and Urdu keyboards write differently.
_SAME_LETTER = str.maketrans("ىیکہھۃة", "ييكهههه")


@dataclass(frozen=True, slots=True)
class Greeting:
    """A known greeting at [start, end) of a folded text, and what it says in English."""

    start: int
    end: int
    says: str


def find_greetings(folded: str) -> Iterator[Greeting]:
    """Every known greeting that stands by itself in a folded text, in reading order."""
    known = _known()
    text = folded.translate(_SAME_LETTER)
    for match in _pattern().finditer(text):
        start, end = match.span()
        if not _goes_on(text[max(0, start - 1) : start]) and not _goes_on(text[end : end + 1]):
            yield Greeting(start, end, known[match.group().casefold()])


def _goes_on(neighbour: str) -> bool:
    return neighbour != "" and unicodedata.category(neighbour)[0] in "LMN"


@cache
def _known() -> dict[str, str]:
    return {
        fold(phrase).text.translate(_SAME_LETTER).casefold(): says
        for says, phrases in _GREETINGS.items()
        for phrase in phrases.split("|")
    }


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_known(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)
