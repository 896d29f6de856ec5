// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/question.h"

namespace comity {

/// Questions to the register of instruments.
extern const Question instruments_question;
extern const Question instrument_question;
extern const Question instrument_matrix_question;
extern const Question obligations_question;

}  // namespace comity
