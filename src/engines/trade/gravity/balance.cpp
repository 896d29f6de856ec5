// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/gravity/balance.h"

#include <cmath>

namespace comity::trade {

namespace {

/// One number for each level of each effect, brought to their totals one effect after the other.
class Balance {
public:
    Balance(const Sample& sample, const FixedEffects& effects)
        : sample_(sample),
          effects_(effects),
          base_(sample.flow.size(), 1.0),
          leading_(effects.leading_count(), 1.0),
          others_(effects.other_count(), 1.0),
          totals_(effects.other_count()) {
        for (std::size_t i = 0; i < sample.offset.size(); ++i)
            base_[i] = std::exp(sample.offset[i]);
        for (std::size_t i = 0; i < sample.weight.size(); ++i) base_[i] *= sample.weight[i];
        const RowsPart rows = effects.part(0);
        for (std::size_t i = 0; i < sample.flow.size(); ++i)
            for (const std::uint32_t* codes : rows.codes) totals_[codes[i]] += flow(i);
    }

    void round() {
        fit_leading();
        for (std::size_t e = 0; e < effects_.part(0).codes.size(); ++e) fit_other(e);
    }

    std::vector<double> flows() && {
        for_rows([&](const RowsPart& rows, std::size_t s, std::size_t r) {
            base_[r] = leading_[s] * product(rows, r) / weight(r);
        });
        return std::move(base_);
    }

private:
    double weight(std::size_t r) const { return sample_.weight.empty() ? 1 : sample_.weight[r]; }
    double flow(std::size_t r) const { return sample_.flow[r] * weight(r); }

    double product(const RowsPart& rows, std::size_t r) const {
        double product = base_[r];
        for (const std::uint32_t* codes : rows.codes) product *= others_[codes[r]];
        return product;
    }

    void for_rows(const auto& call) const {
        effects_.crew().run(effects_.parts(), [&](std::size_t index) {
            const RowsPart rows = effects_.part(index);
            for (std::size_t s = rows.begin; s < rows.end; ++s)
                for (std::size_t r = rows.starts[s]; r < rows.starts[s + 1]; ++r) call(rows, s, r);
        });
    }

    void fit_leading() {
        effects_.crew().run(effects_.parts(), [&](std::size_t index) {
            const RowsPart rows = effects_.part(index);
            for (std::size_t s = rows.begin; s < rows.end; ++s) {
                double total = 0;
                double fitted = 0;
                for (std::size_t r = rows.starts[s]; r < rows.starts[s + 1]; ++r) {
                    total += flow(r);
                    fitted += product(rows, r);
                }
                leading_[s] = total / fitted;
            }
        });
    }

    void fit_other(std::size_t e) {
        std::vector<std::vector<double>> sums(effects_.parts(),
                                              std::vector<double>(others_.size()));
        effects_.crew().run(effects_.parts(), [&](std::size_t index) {
            const RowsPart rows = effects_.part(index);
            std::vector<double>& mine = sums[index];
            for (std::size_t s = rows.begin; s < rows.end; ++s)
                for (std::size_t r = rows.starts[s]; r < rows.starts[s + 1]; ++r)
                    mine[rows.codes[e][r]] += leading_[s] * product(rows, r);
        });
        for (std::size_t level = 0; level < others_.size(); ++level) {
            double fitted = 0;
            for (const auto& part : sums) fitted += part[level];
            if (fitted > 0) others_[level] *= totals_[level] / fitted;  // a level of effect e
        }
    }

    const Sample& sample_;
    const FixedEffects& effects_;
    std::vector<double> base_;
    std::vector<double> leading_;
    std::vector<double> others_;
    std::vector<double> totals_;
};

}  // namespace

std::vector<double> balance(const Sample& sample, const FixedEffects& effects, int rounds) {
    Balance balance(sample, effects);
    for (int round = 0; round < rounds; ++round) balance.round();
    return std::move(balance).flows();
}

}  // namespace comity::trade
