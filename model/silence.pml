// SPDX-License-Identifier: Apache-2.0
//
// The silence procedure with seals, among four members; docs/model.md says what is modelled.
// One proposal stands in the log. Until its deadline a member may object; it is adopted if the
// first entered seal that is dated at or after the deadline covers no objection.
//
// Set from outside (model/check.py):
//   FAULTY    how many members, from number 0 on, sign anything at any time
//   QUORUM    how many cosignatures make a seal
//   RECEIPTS  from how many members an objection has receipts when it must be heard
//   HONEST_DEPOSITARY, SILENT (the faulty sign nothing), NO_OBJECTION, NO_OTHER_ACT, and the rules
//   left out: FORGETS, NO_RECEIPT_RULE, READS_UNSEALED
//   CHECKED   which of the properties (a) to (c) is asserted; all of them otherwise

#ifndef FAULTY
#define FAULTY 1
#endif
#ifndef QUORUM
#define QUORUM 3
#endif
#ifndef RECEIPTS
#define RECEIPTS 3
#endif

#define MEMBERS 4
#define HEADS 19
#define NONE 255

// Every log that can follow the proposal: at most one objection O, one other act X, and one entered
// seal S<n>, which covers the first n of these entries and is dated at or after the deadline.
//    0 -       1 O       2 X       3 O X     4 X O     5 S0      6 S0 O    7 O S0    8 O S1
//    9 X S0   10 X S1   11 X S0 O 12 X S1 O 13 O X S0 14 O X S1 15 O X S2 16 X O S0 17 X O S1
//   18 X O S2
hidden byte parent[HEADS] = {0, 0, 0, 1, 2, 0, 5, 1, 1, 2, 2, 9, 10, 3, 3, 3, 4, 4, 4};
// The log that the entered seal covers, and whether the objection stands in a log.
hidden byte covered[HEADS] = {
  NONE, NONE, NONE, NONE, NONE, 0, 0, 0, 1, 0, 2, 0, 2, 0, 1, 3, 0, 2, 4
};
hidden byte objects[HEADS] = {0, 1, 0, 1, 1, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1};

#define EXTENDS(h, g) (h == g || parent[h] == g || parent[parent[h]] == g || g == 0)

byte cosigned[HEADS];  // bit m: by member m; bit 4 + m: with a time at or after the deadline
byte last[MEMBERS];    // the largest log that a member has cosigned
bit past[MEMBERS];     // a member's own clock has passed the deadline
bit holds[MEMBERS];    // a member has given a receipt for the objection, before the deadline

#ifdef SILENT
#define SIGNS_ALL 0
#else
#define SIGNS_ALL ((1 << FAULTY) - 1)
#endif
#define COUNT(mask) (((mask) & 1) + ((mask) >> 1 & 1) + ((mask) >> 2 & 1) + ((mask) >> 3 & 1))
#define SEALED(h) (COUNT(cosigned[h] & 15 | SIGNS_ALL) >= QUORUM)
#define SEALED_LATE(h) (COUNT(cosigned[h] >> 4 | SIGNS_ALL) >= QUORUM)
#define RECEIVED (FAULTY + holds[0] + holds[1] + holds[2] + holds[3])

// What a depositary can show: a seal in the log must be one. A faulty depositary shows each member
// whatever it likes of it; an honest one has one log.
#define VALID(h) (covered[h] == NONE || SEALED_LATE(covered[h]))
#ifdef HONEST_DEPOSITARY
byte log;
#define SHOWN(h) EXTENDS(log, h)
#else
#define SHOWN(h) VALID(h)
#endif

// What anyone could conclude who is shown some log, and the largest sealed log.
bool adopted, broken, forked;
byte sealed_most;

// (a) No two logs are sealed of which neither begins with the other.
#define ONE_HISTORY !forked
// (b) An objection with receipts from enough members before the deadline is heard.
#define HEARD !(adopted && RECEIVED >= RECEIPTS)
// (c) What anyone concludes is never concluded otherwise, by another or later.
#define SETTLED !(adopted && broken)
#ifndef CHECKED
#define CHECKED ONE_HISTORY && HEARD && SETTLED
#endif

inline conclude(h) {
  if
  :: objects[h] -> broken = true
  :: else -> adopted = true
  fi
}

inline look_at(h) {
  if
  :: SEALED(h) ->
    if
    :: EXTENDS(h, sealed_most) -> sealed_most = h
    :: !EXTENDS(h, sealed_most) && !EXTENDS(sealed_most, h) -> forked = true
    :: else
    fi;
    if
    :: covered[h] != NONE -> conclude(covered[h])
    :: else
    fi
  :: else
  fi;
#ifdef READS_UNSEALED
  if
  :: covered[h] == NONE && SEALED_LATE(h) -> conclude(h)
  :: else
  fi
#endif
}

#ifdef NO_RECEIPT_RULE
#define LACKS_HELD(h) false
#else
#define LACKS_HELD(h) (past[me] && holds[me] && !objects[h])
#endif
#define SAYS_MORE(h) (!(cosigned[h] >> me & 1) || past[me] && !(cosigned[h] >> (4 + me) & 1))

#define COSIGN(h)                                                                        \
  :: d_step { SHOWN(h) && EXTENDS(h, last[me]) && !LACKS_HELD(h) && SAYS_MORE(h) ->      \
       cosigned[h] = cosigned[h] | 1 << me | past[me] << (4 + me);                       \
       last[me] = h;                                                                     \
       look_at(h);                                                                       \
       assert(CHECKED) }

active [MEMBERS - FAULTY] proctype Member() {
  byte me = _pid + FAULTY;
end:
  do
  :: d_step { !past[me] -> past[me] = 1 }
#ifndef NO_OBJECTION
  :: d_step { !past[me] && !holds[me] && (me == FAULTY || holds[me - 1]) ->
       holds[me] = 1;  // in the members' order: they are alike until then
       assert(CHECKED) }
#endif
#ifdef FORGETS
  :: d_step { me == MEMBERS - 1 && last[me] != 0 -> last[me] = 0 }
#endif
  COSIGN(0) COSIGN(1) COSIGN(2) COSIGN(3) COSIGN(4) COSIGN(5) COSIGN(6) COSIGN(7) COSIGN(8)
  COSIGN(9) COSIGN(10) COSIGN(11) COSIGN(12) COSIGN(13) COSIGN(14) COSIGN(15) COSIGN(16)
  COSIGN(17) COSIGN(18)
  od
}

#ifdef HONEST_DEPOSITARY
// Enters what it is handed, and a seal when it has one: h is one entry longer than its log.
#define HANDED_IN (holds[0] || holds[1] || holds[2] || holds[3])
#define ENTER(h)                                                                         \
  :: d_step { log != h && parent[h] == log && VALID(h) &&                                \
       (objects[h] == objects[log] || HANDED_IN) -> log = h }

active proctype Depositary() {
end:
  do
  ENTER(1) ENTER(5) ENTER(6) ENTER(7) ENTER(8)
#ifndef NO_OTHER_ACT
  ENTER(2) ENTER(3) ENTER(4) ENTER(9) ENTER(10) ENTER(11) ENTER(12) ENTER(13) ENTER(14)
  ENTER(15) ENTER(16) ENTER(17) ENTER(18)
#endif
  od
}
#endif

// (d) It comes to an end.
ltl adopted_in_the_end { <> adopted }
ltl ends { <> (adopted || broken) }
