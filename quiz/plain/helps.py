"""The lists of commands, each for one place; no line is wider than the narrowest terminal."""

from __future__ import annotations

FOR_QUESTION = """\
Type your response and press Enter. An empty line is asked again.
:h  hint             :d  I don't know         :t  how it goes
:f  flag this question, or take the flag away
:s  set this question aside, ask it no more
:u  undo what you did last                    :redo  bring it back
:y  why this question is due now
Of the answer before:  :r  I was right        :g  that was a guess
                       :1 :2 :3 :4  rate it again, hard, good, easy
:confidence on, :confidence off  say how sure you are, or no more
:q  leave; nothing is lost                    :?  this help"""

FOR_HOW_SURE = """\
1  sure              2  I think so            3  a guess
:back  change your response                   :?  this help
:q  leave; the question is asked again when you go on"""

FOR_FEEDBACK = """\
:r  I was right                               :g  that was a guess
:1 :2 :3 :4  rate the answer again, hard, good, easy
:f  flag this question, or take the flag away
:s  set this question aside, ask it no more
:u  take the answer back                      :redo  bring it back
:t  how it goes                               :q  leave; nothing is lost
Enter alone goes on."""

FOR_EXAM = """\
Type your response and press Enter; you may change it until you hand in.
:n  next             :p  previous             :go 7  question seven
:o  next one that is open or flagged          :t  time left
:f  flag for later, or take the flag away     :clear  take the answer away
:done  hand in
:q  leave: the clock stops, and the exam can be gone on with
:?  this help"""

FOR_RESULTS = """\
:again  only what was missed                  :open  every answer, as given
:u  take the last answer back                 :redo  bring it back
:r  I was right                               :g  that was a guess
:1 :2 :3 :4  rate the last answer again, hard, good, easy
Enter alone leaves."""

AT_HOME = """\
review [TOPIC]    what is due, with new questions   (r)
more [TOPIC]      ten more new questions            (n)
practice [TOPIC]  ten questions drawn at random     (p)
exam [TOPIC]      a timed exam                      (e)
  A number is how many questions, 10m ten minutes: practice air-quality 5
  --only and a filter narrows any: practice --only kind:number wrong>2
  An exam that was left is gone on with, unless you add --fresh.
continue          go on with what you left          (c)
again             only what you missed last         (a)
history [NUMBER]  past sittings, or one in full     (h)  history all lists all
  Or with a filter: history mode:exam score<50% since:2026-09
history PAGE      how you stand: doing, work, coming, knowing, trust, changed
  history doing 2 tells its second figure; then open 5: the answers to row 5.
  history doing fisheries: of a topic; period:2026-09 with:2026-08 compares.
report FILE       your history as a file: .html, .csv, .json or .xlsx
browse [WORDS]    search the questions              (b)
  A filter: topic: kind: id: section: wrong>2 recall<80% due<7d since:2026-09
  is: with flagged, aside, new, due, learned, missed or disputed
  -is:aside is what is not set aside; "a phrase"; one or other; ( )
items [FILTER]    which questions don't work        (i)  items QUESTION: one
accept QUESTION RESPONSE   a disputed response is right from now on
show QUESTION     a question with its answer, and all of yours
flag QUESTION     flag it, or take the flag away
aside QUESTION    ask it no more, or ask it again
undo, redo        the last thing you did            (u)
class [DIR]       how a class stands, from the logs in a folder
  Then a student, and a topic or a question; or: Ann beside Ben
learner [NAME]    who is learning; switch or add    (l)
confusions        which options you take for which
drill NUMBER      tell a pair of those apart
confidence on     say how sure you are before you see the answer, or off
topics, due       how far you are, and what comes
plan [DATE TOPIC] when your exam is, and how you stand   (x)
  plan 2026-12-15 air-quality 90%    plan none drops it
  review --all    what is set aside for later days too
fit               your schedule; fit now fits it to your answers, fit 0.85 is
                  how much you want to recall, fit default goes back
help, quit                                          (?, q)"""
