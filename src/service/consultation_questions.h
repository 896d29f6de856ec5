// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/question.h"

namespace comity {

/// Questions about bodies, meetings, proposals, decisions, concerns, and what needs a party.
extern const Question bodies_question;
extern const Question body_question;
extern const Question meeting_question;
extern const Question proposals_question;
extern const Question proposal_question;
extern const Question decisions_question;
extern const Question concerns_question;
extern const Question needs_question;

}  // namespace comity
