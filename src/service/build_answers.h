// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/question.h"

namespace comity {

/// State and accounts as answers.
answers::Party party_answer(const View& view, const std::string& code, Date day);
answers::Pledge pledge_answer(const View& view, const std::string& name, Date as_of);
answers::Delivery delivery_answer(const State& state, const std::string& name);
answers::Dataset dataset_answer(const View& view, const std::string& name);
answers::Mention mention_answer(const View& view, const Mention& mention);
/// An entry of the record, with its exact bytes.
struct ReadEntry {
    std::string bytes;
    Entry entry;
};
ReadEntry entry_at(const View& view, std::uint64_t index);

answers::SourceText source_answer(const Source& source);

}  // namespace comity
