// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/question.h"

namespace comity {

/// Questions to the trade engine, about the scenarios in a node's folder.
extern const Question scenarios_question;
extern const Question scenario_question;
extern const Question scenario_draws_question;

}  // namespace comity
