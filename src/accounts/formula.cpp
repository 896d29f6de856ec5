// SPDX-License-Identifier: Apache-2.0
#include "accounts/account.h"

#include "base/sorted.h"
#include "base/text.h"

#include <algorithm>

namespace comity {
namespace {

std::string window_text(const Window& window) {
    if (window.from == window.to) return window.from.text();
    return window.from.text() + ".." + window.to.text();
}

std::string indicators_text(const Reading& reading) {
    return joined(sorted_once(*reading.indicators), " + ");
}

/// What the value v(p) of a period is.
std::string value_text(const Reading& reading) {
    if (reading.evidence == Evidence::deliveries)
        return "deliveries of " + std::string(word(*reading.flow)) + " that reached the stage " +
               std::string(word(*reading.stage)) + ", each chain once";
    std::string text = indicators_text(reading) + " in " + reading.dataset->value + ", reporters " +
                       reading.reporters->text();
    if (reading.partners) text += ", partners " + reading.partners->text();
    return text;
}

std::string aggregate_text(const Reading& reading) {
    const std::string window = window_text(*reading.window);
    const std::string value = value_text(reading);
    switch (*reading.aggregate) {
        case Aggregate::sum:
            return "sum over " + window + " of " + value;
        case Aggregate::last:
            return "last value within " + window + " of " + value;
        case Aggregate::mean:
            return "sum / periods observed, over " + window + ", of " + value;
        case Aggregate::count:
            return "number within " + window + " of " +
                   (reading.evidence == Evidence::statistics ? "values other than zero of " : "") +
                   value;
        case Aggregate::growth:
            return "((v(" + reading.window->to.text() + ") / v(" + reading.window->from.text() +
                   "))^(1/years) - 1) x 100, v = " + value;
    }
    return {};
}

std::string baseline_text(const Reading& reading) {
    if (!reading.baseline) return {};
    return ", minus " + reading.baseline->value.text() + " (" + reading.baseline->period.text() +
           ")";
}

std::string comparator_text(const Reading& reading) {
    const std::string target = reading.target->text() + " " + reading.unit->value;
    switch (*reading.comparator) {
        case Comparator::at_least:
            return ">= " + target;
        case Comparator::at_most:
            return "<= " + target;
        case Comparator::equals:
            return "= " + target;
        case Comparator::rounds_to:
            return "rounded to " + std::to_string(*reading.places) + " places = " + target;
    }
    return {};
}

}  // namespace

std::string formula(const Reading& reading) {
    if (reading.evidence == Evidence::none) return "nothing measures it";
    return aggregate_text(reading) + baseline_text(reading) + "; " + comparator_text(reading);
}

}  // namespace comity
