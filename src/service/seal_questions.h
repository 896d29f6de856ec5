// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/question.h"

namespace comity {

/// Who seals the log, and the seals that stand in it.
extern const Question seals_question;

namespace answers {
/// The last seal; none before the first.
Maybe<SealText> last_seal(const Seals& seals);
}  // namespace answers

}  // namespace comity
