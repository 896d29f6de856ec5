// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/economy_reader.h"

#include "statistics/csv_reader.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace comity::trade {

namespace {

/// A kind of label, and where each stands.
struct Labels {
    std::vector<std::string> names = {};
    std::map<std::string, std::size_t, std::less<>> places = {};

    std::size_t add(std::string_view name) {
        names.emplace_back(name);
        return places.emplace(name, names.size() - 1).first->second;
    }
};

/// A column of labels, and how far apart two neighbours stand in the table.
struct Axis {
    const char* column;
    Labels& labels;
    std::size_t stride;
};

/// Reads one table. The first table that has a kind of label may add to them.
class LongReader {
public:
    LongReader(const NamedSource& file, std::vector<Axis> axes)
        : reader_(file.bytes, {}, file.name), name_(file.name), axes_(std::move(axes)) {}

    /// One axis, whose labels become known by it.
    Result<std::vector<double>> read_first() {
        TRY(read_header());
        while (TRY(reader_.next())) {
            const std::string_view label = reader_.fields()[columns_[0]];
            if (label.empty()) return refuse("long.label", "a label", reader_.place(columns_[0]));
            if (axes_[0].labels.places.contains(label)) return refuse_twice();
            axes_[0].labels.add(label);
            values_.push_back(TRY(number()));
        }
        return std::move(values_);
    }

    Result<std::vector<double>> read() {
        TRY(read_header());
        std::size_t size = 1;
        for (const Axis& axis : axes_) size *= axis.labels.names.size();
        values_.assign(size, 0);
        std::vector<bool> seen(size, false);
        while (TRY(reader_.next())) {
            const std::size_t cell = TRY(find_cell());
            if (seen[cell]) return refuse_twice();
            seen[cell] = true;
            values_[cell] = TRY(number());
        }
        const auto missing = std::ranges::find(seen, false);
        if (missing != seen.end())
            return refuse("long.missing", "a line for every cell",
                          place(static_cast<std::size_t>(missing - seen.begin())));
        return std::move(values_);
    }

private:
    Result<> read_header() {
        if (!TRY(reader_.next())) return refuse("long.column", "a line of names", name_);
        const auto fields = reader_.fields();
        const auto find = [&](std::string_view name) -> Result<std::size_t> {
            const auto found = std::ranges::find(fields, name);
            if (found == fields.end())
                return refuse("long.column", "a column \"" + std::string(name) + "\"",
                              reader_.place());
            return static_cast<std::size_t>(found - fields.begin());
        };
        for (const Axis& axis : axes_) columns_.push_back(TRY(find(axis.column)));
        value_ = TRY(find("value"));
        reader_.expect_fields(fields.size());
        return {};
    }

    Result<std::size_t> find_cell() {
        std::size_t cell = 0;
        for (std::size_t at = 0; at < axes_.size(); ++at) {
            const std::string_view label = reader_.fields()[columns_[at]];
            const auto found = axes_[at].labels.places.find(label);
            if (found == axes_[at].labels.places.end())
                return refuse("long.label",
                              "a label that is known, not \"" + std::string(label) + "\"",
                              reader_.place(columns_[at]));
            cell += found->second * axes_[at].stride;
        }
        return cell;
    }

    Result<double> number() {
        const std::string_view text = reader_.fields()[value_];
        double value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc{} || end != text.data() + text.size())
            return refuse("long.number", "a number, not \"" + std::string(text) + "\"",
                          reader_.place(value_));
        return value;
    }

    std::unexpected<Refusal> refuse_twice() const {
        return refuse("long.twice", "each cell once", reader_.place());
    }

    std::string place(std::size_t cell) const {
        std::string text = name_;
        for (const Axis& axis : axes_)
            text += "/" + axis.labels.names[cell / axis.stride % axis.labels.names.size()];
        return text;
    }

    CsvReader reader_;
    std::string name_;
    std::vector<Axis> axes_;
    std::vector<std::size_t> columns_;
    std::size_t value_ = 0;
    std::vector<double> values_;
};

/// τ, θ, D and γ from what the files have instead: 1 + τ, 1 / θ, -D, shares of all inputs.
void convert(Economy& economy) {
    for (double& value : economy.tariff) value -= 1;
    for (double& value : economy.theta) value = 1 / value;
    for (double& value : economy.deficit) value = -value;
    for (std::size_t n = 0; n < economy.parties.size(); ++n)
        for (std::size_t k = 0; k < economy.sectors.size(); ++k)
            for (std::size_t j = 0; j < economy.sectors.size(); ++j)
                economy.gamma[economy.input(n, k, j)] *= 1 - economy.beta[economy.use(n, j)];
}

}  // namespace

Result<Economy> read_long_tables(const LongFiles& files, const EconomyLimits& limits) {
    Labels parties;
    Labels sectors;
    Economy economy;
    economy.theta = TRY(LongReader(files.elasticity, {{"sector", sectors, 1}}).read_first());
    economy.value_added =
        TRY(LongReader(files.value_added, {{"country", parties, 1}}).read_first());
    const std::size_t n = parties.names.size();
    const std::size_t j = sectors.names.size();
    const std::vector<Axis> pairs = {
        {"sector", sectors, n * n}, {"destination", parties, n}, {"origin", parties, 1}};
    const std::vector<Axis> cells = {{"sector", sectors, n}, {"country", parties, 1}};
    const std::vector<Axis> uses = {{"country", parties, j}, {"sector", sectors, 1}};
    economy.share = TRY(LongReader(files.share, pairs).read());
    economy.tariff = TRY(LongReader(files.tariff, pairs).read());
    economy.expenditure = TRY(LongReader(files.expenditure, cells).read());
    economy.alpha = TRY(LongReader(files.final_share, uses).read());
    economy.beta = TRY(LongReader(files.value_added_share, uses).read());
    economy.gamma =
        TRY(LongReader(files.input_share,
                       {{"country", parties, j * j}, {"input", sectors, j}, {"output", sectors, 1}})
                .read());
    economy.deficit = TRY(LongReader(files.balance, {{"country", parties, 1}}).read());
    economy.parties = parties.names;
    economy.sectors = sectors.names;
    convert(economy);
    return check_economy(std::move(economy), limits);
}

}  // namespace comity::trade
