"""What do our own pieces of the page look like? Calm, readable, and never told by colour alone."""

STYLE = """<style>
[data-testid=stMainBlockContainer] { padding-top: 3rem; }
[data-testid=stMainBlockContainer] h1 { font-size: 2.1rem; padding: 0 0 0.4rem 0; }
[data-testid=stMainBlockContainer] h2 { font-size: 1.4rem; font-weight: 600; padding: 0.2rem 0;
  margin: 0; }
[data-testid=stMainBlockContainer] h3 { font-size: 1.2rem; padding: 0; margin: 0; }
[data-testid=stMainBlockContainer] h4 { font-size: 1.02rem; padding: 0; margin: 0.3rem 0 0.4rem 0; }
[data-testid=stCaptionContainer], [data-testid=stCaptionContainer] * { color: #46545f; opacity: 1; }
.st-key-words [data-testid=InputInstructions], [class*=st-key-alt-] [data-testid=InputInstructions] { display: none; }
[data-testid=stRadio] [role=radiogroup] { row-gap: 0.1rem; column-gap: 0.9rem; }
:has(> .st-key-check-bar) { position: sticky; bottom: 0; padding: 0.6rem 0; z-index: 5; background: #ffffff; }
.st-key-check-bar { gap: 0.4rem; } .short { margin: 0; text-align: center; }
section#verdict { scroll-margin-top: 5rem; }
[data-testid=stMain] { scroll-padding: 4.5rem 0 6rem 0; }
body:has([data-testid=stSidebar][data-collapsed=true]) [data-testid=stMainBlockContainer] { padding-top: 4.5rem; }
[data-testid=stSidebar][data-collapsed=true] { visibility: hidden; }
[role=listbox][aria-label="I work here as"] [role=option] { padding-block: 0; }
[role=listbox][aria-label="I work here as"] [role=option] > div { white-space: normal; line-height: 1.15; }
label:has(input:is([type=radio], [type=checkbox]):focus-visible), summary:focus-visible,
  [data-testid=stMain] a:focus-visible { outline: 3px solid #1d5a7a; outline-offset: 2px; border-radius: 4px; }
.symbol { font-family: "Material Symbols Rounded"; font-size: 1.35em; line-height: 1; vertical-align: -0.22em;
  font-weight: 400; font-style: normal; letter-spacing: normal; text-transform: none; white-space: nowrap;
  font-feature-settings: "liga"; }
.verdict { border: 2px solid; border-left-width: 12px; border-radius: 6px; padding: 0.9rem 1.2rem; }
[data-testid=stMainBlockContainer] .verdict h2 { color: inherit; font-size: 1.7rem; }
.verdict p, .verdict ul { margin: 0; }
.clear { color: #00572e; border-color: #00572e; background: #eaf5ee; }
.ask { color: #6b3f00; border-color: #b35900; background: #fdf3e1; }
.stop { color: #8a1420; border-color: #c8102e; background: #fdecee; }
.note, .stale { color: #33414d; border-color: #6b7a87; background: #f0f3f5; }
ol.findings { list-style: none; margin: 0; padding: 0; }
ol.findings > li { border: 1px solid #c4ccd3; border-left: 8px solid; border-radius: 6px; background: #ffffff;
  padding: 0.7rem 1rem; margin: 0 0 0.7rem 0; color: #1c2329; scroll-margin-top: 5rem; }
ol.findings > li.stop { border-left-color: #c8102e; }
ol.findings > li.ask { border-left-color: #b35900; }
ol.findings > li.note { border-left-color: #6b7a87; }
ol.findings > li:target, .passage :target + mark, .card:target { outline: 3px solid #1d5a7a; outline-offset: 2px; }
ol.findings h3 { font-size: 1.08rem !important; }
ol.findings p { margin: 0.35rem 0 0 0; }
.tag { display: inline-block; border: 1px solid; border-radius: 4px; padding: 0 0.4rem; font-size: 0.85rem;
  font-weight: 600; margin-right: 0.5rem; white-space: nowrap; }
.place { font-size: 0.92rem; color: #46545f; }
blockquote.clause { margin: 0.5rem 0 0 0; padding: 0.1rem 0 0.1rem 0.8rem; border-left: 3px solid #c4ccd3;
  color: #33414d; font-size: 0.92rem; }
details.clauses { margin-top: 0.5rem; font-size: 0.92rem; }
.instead { background: #eaf5ee; border-radius: 4px; padding: 0.15rem 0.4rem; white-space: pre-wrap; }
.change { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; }
.change del { color: #8a1420; } .change ins { color: #00572e; font-weight: 600; }
.passage { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; border: 1px solid #c4ccd3;
  max-height: 70vh; overflow-y: auto;
  border-radius: 6px; padding: 0.7rem 1rem; line-height: 1.8; background: #ffffff; }
.passage mark { border-bottom: 3px solid; border-radius: 2px; padding: 0.05rem 0.1rem; }
.passage mark.ask { border-bottom-style: dashed; }
.passage mark.note { border-bottom-style: dotted; }
.passage [id] { scroll-margin-top: 8rem; }
a.number { color: #1d5a7a; font-weight: 700; text-decoration: none; padding: 0 0.2rem; }
.unseen { border: 1px dashed; border-radius: 3px; font-size: 0.8em; padding: 0 0.25rem; }
.framed { position: relative; }
.framed img.preview { width: 100%; height: auto; border-radius: 6px; display: block; }
.framed .dot { position: absolute; transform: translate(-60%, -60%); border: 2px solid; border-radius: 50%;
  min-width: 1.9em; text-align: center; font-weight: 700; line-height: 1.65em; }
.framed.many .dot { font-size: 0.8rem; border-width: 1px; line-height: 1.6em; min-width: 1.7em;
  transform: translate(-85%, -85%); }
ul.faces { list-style: none; margin: 0; padding: 0; }
ul.faces li { display: flex; gap: 0.8rem; align-items: center; margin: 0 0 0.6rem 0; padding: 0; }
img.crop { width: 72px; height: 72px; object-fit: cover; border-radius: 6px; flex: none; }
.state { font-weight: 600; border: none; background: none; white-space: nowrap; }
table.plain { border-collapse: collapse; width: 100%; }
table.plain th, table.plain td { text-align: left; vertical-align: top; padding: 0.3rem 0.6rem 0.3rem 0;
  border: none; border-bottom: 1px solid #dfe4e8; overflow-wrap: anywhere; }
table.plain th[scope=row] { font-weight: 600; }
table.plain th[scope=col] { overflow-wrap: normal; }
.sent p { margin: 0 0 0.2rem 0; overflow-wrap: anywhere; }
.comment { border-left: 4px solid #b35900; padding: 0.2rem 0 0.2rem 0.8rem; margin: 0.4rem 0 !important;
  white-space: pre-wrap; overflow-wrap: anywhere; }
.todo { border: 1px solid #c4ccd3; border-left: 8px solid #b35900; border-radius: 6px; padding: 0.6rem 1rem;
  background: #ffffff; }
.todo ul { margin: 0.2rem 0 0 0; }
img.outgoing { width: 100%; height: auto; border-radius: 6px; display: block; }
dl.answers { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: 0.3rem 1rem; margin: 0; padding: 0; }
dl.answers dt { font-weight: 600; margin: 0; padding: 0; }
dl.answers dd { margin: 0; padding: 0; overflow-wrap: anywhere; }
.step p { margin: 0; }
.unbroken { white-space: nowrap; } .ours { overflow-wrap: normal; }
[data-testid=stMainBlockContainer] [data-testid=stPageLink] p { font-size: 1rem; text-decoration: underline;
  text-underline-offset: 0.2em; color: #1d5a7a; }
</style>"""
