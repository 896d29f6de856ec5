// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/sector_system.h"

#include "engines/trade/equilibrium/sector_kernels.h"
#include "engines/trade/numerics/lanes.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace comity::trade {

namespace {

/// Parties whose costs one part of the crew's work sets: their results share lines of memory.
constexpr std::size_t block = lane_count;
/// On the way to the solution, income may fall below this part of value added; it is not let.
constexpr double income_floor = 1e-3;

}  // namespace

double tariff_after(const Economy& economy, const Change& change, std::size_t pair) {
    return change.tariff.empty() ? economy.tariff[pair] : change.tariff[pair];
}

double cost_change(const Economy& economy, const Change& change, std::size_t pair) {
    const double friction = change.friction.empty() ? 1 : change.friction[pair];
    const double before = economy.tariff[pair];
    const double after = tariff_after(economy, change, pair);
    return before == after ? friction : (1 + after) / (1 + before) * friction;
}

SectorSystem::SectorSystem(const Economy& economy, const Accounts& base, const Change& change,
                           const SolveOptions& options, Crew& crew)
    : e_(economy),
      base_(base),
      change_(change),
      options_(options),
      crew_(crew),
      n_(economy.parties.size()),
      j_(economy.sectors.size()),
      stride_(padded(n_)),
      party_stride_(padded(j_)),
      scale_(base.demand),
      costs_(n_ * party_stride_),
      lines_(n_ * 2 * party_stride_),
      worth_(j_ * stride_),
      spent_(j_ * n_),
      price_(j_ * n_),
      net_share_(j_ * n_),
      sold_(j_ * stride_),
      income_(n_),
      revenue_(n_),
      deficit_(n_) {
    for (double& value : scale_) value = value > 0 ? value : 1;
    for (const double value : base.output) world_output_ += value;
    for (const double value : economy.value_added) world_value_added_ += value;
}

void SectorSystem::set_theta(std::span<const double> theta) {
    theta_.assign(party_stride_, 0);
    std::ranges::copy(theta, theta_.begin());
    gross_.resize(j_ * n_ * stride_);
    net_.resize(j_ * n_ * stride_);
    crew_.run(j_, [this](std::size_t sector) { fill_tables(sector); });
}

void SectorSystem::fill_tables(std::size_t sector) {
    for (std::size_t n = 0; n < n_; ++n) {
        double* const gross = gross_.data() + (sector * n_ + n) * stride_;
        double* const net = net_.data() + (sector * n_ + n) * stride_;
        std::fill(gross + n_, gross + stride_, 0.0);
        std::fill(net + n_, net + stride_, 0.0);
        for (std::size_t i = 0; i < n_; ++i) {
            const std::size_t pair = e_.pair(sector, n, i);
            const double change = cost_change(e_, change_, pair);
            gross[i] = e_.share[pair];
            if (change != 1 && gross[i] > 0) gross[i] *= std::pow(change, -theta_[sector]);
            net[i] = gross[i] / (1 + tariff_after(e_, change_, pair));
        }
    }
}

std::vector<double> SectorSystem::start() const {
    std::vector<double> point(n_ + 2 * e_.cells(), 0);
    for (std::size_t at = 0; at < e_.cells(); ++at)
        point[n_ + e_.cells() + at] = base_.demand[at] > 0 ? 1 : 0;
    return point;
}

void SectorSystem::map(std::span<const double> point, double damping, std::span<double> image) {
    crew_.run((n_ + block - 1) / block, [&](std::size_t part) {
        for (std::size_t n = part * block; n < std::min(n_, (part + 1) * block); ++n)
            set_costs(point, n);
    });
    crew_.run(j_, [&](std::size_t sector) {
        set_sales(point, sector);
        for (std::size_t n = 0; n < n_; ++n) {
            const double price = price_[sector * n_ + n];
            image[n_ + sector * n_ + n] = price > 0 ? -std::log(price) / theta_[sector] : 0;
        }
    });
    set_wages(point, damping, image);
    crew_.run((n_ + block - 1) / block, [&](std::size_t part) {
        for (std::size_t n = part * block; n < std::min(n_, (part + 1) * block); ++n)
            set_demand(n, image);
    });
}

/// ln ĉ = β ln ŵ + Σ γ ln P̂ (eq. 10).
void SectorSystem::set_costs(std::span<const double> point, std::size_t party) {
    double* const costs = costs_.data() + party * party_stride_;
    double* const prices = lines_.data() + 2 * party * party_stride_;
    double* const worth = prices + party_stride_;
    const double* const beta = e_.beta.data() + party * j_;
    const double* const log_price = point.data() + n_ + party;
    for (std::size_t j = 0; j < j_; ++j) {
        costs[j] = beta[j] * point[party];
        prices[j] = log_price[j * n_];
    }
    add_input_costs(e_.gamma.data() + party * j_ * j_, prices, costs, j_);
    competitiveness(theta_.data(), costs, worth, party_stride_);
    for (std::size_t j = 0; j < j_; ++j) worth_[j * stride_ + party] = worth[j];
}

/// Prices (eq. 11), shares (eq. 12) and what is sold (eq. 13) in one sector.
void SectorSystem::set_sales(std::span<const double> point, std::size_t sector) {
    const std::size_t at = sector * n_;
    const double* const factor = point.data() + n_ + e_.cells() + at;
    for (std::size_t n = 0; n < n_; ++n) spent_[at + n] = factor[n] * scale_[at + n];
    sell({gross_.data() + at * stride_, net_.data() + at * stride_,
          worth_.data() + sector * stride_, spent_.data() + at, n_, stride_},
         {price_.data() + at, net_share_.data() + at, sold_.data() + sector * stride_});
}

double SectorSystem::deficit_scale(std::span<const double> point) const {
    switch (options_.closure) {
        case Closure::fixed:
            return 1;
        case Closure::balanced:
            return 0;
        case Closure::with_wage_of:
            return std::exp(point[options_.closure_party]);
        case Closure::with_world_output:
            return std::accumulate(sold_.begin(), sold_.end(), 0.0) / world_output_;
    }
    return 1;
}

/// Income, and wages that pay for it, with world value added as it was.
void SectorSystem::set_wages(std::span<const double> point, double damping,
                             std::span<double> image) {
    const std::vector<double>& given = change_.deficit.empty() ? e_.deficit : change_.deficit;
    const double scale = deficit_scale(point);
    double world = 0;
    without_income_ = -1;
    for (std::size_t n = 0; n < n_; ++n) {
        double earned = 0;
        revenue_[n] = 0;
        for (std::size_t j = 0; j < j_; ++j) {
            earned += e_.beta[n * j_ + j] * sold_[j * stride_ + n];
            revenue_[n] += spent_[j * n_ + n] * (1 - net_share_[j * n_ + n]);
        }
        const double paid = std::exp(point[n]) * e_.value_added[n];
        deficit_[n] = scale * given[n];
        income_[n] = paid + deficit_[n] + revenue_[n];
        if (!(income_[n] > income_floor * paid)) {
            without_income_ = static_cast<std::ptrdiff_t>(n);
            income_[n] = income_floor * paid;
        }
        image[n] = point[n] + damping * (std::log(std::max(earned, 1e-300) / paid));
        world += std::exp(image[n]) * e_.value_added[n];
    }
    const double shift = std::log(world / world_value_added_);
    for (std::size_t n = 0; n < n_; ++n) image[n] -= shift;
}

/// X = α I + Σ γ Y (eq. 13).
void SectorSystem::set_demand(std::size_t party, std::span<double> image) {
    double* const output = lines_.data() + 2 * party * party_stride_;
    double* const wanted = output + party_stride_;
    const double* const alpha = e_.alpha.data() + party * j_;
    for (std::size_t j = 0; j < j_; ++j) {
        output[j] = sold_[j * stride_ + party];
        wanted[j] = alpha[j] * income_[party];
    }
    add_input_demand(e_.gamma.data() + party * j_ * j_, output, wanted, j_);
    double* const factor = image.data() + n_ + e_.cells() + party;
    for (std::size_t j = 0; j < j_; ++j) factor[j * n_] = wanted[j] / scale_[j * n_ + party];
}

Counterfactual SectorSystem::finish(std::span<const double> point) {
    Counterfactual result;
    std::vector<double> image(point.size());
    map(point, 1, image);
    crew_.run(j_, [this](std::size_t sector) { finish_shares(sector); });
    for (std::size_t row = 1; row < j_ * n_; ++row)  // the padding goes
        std::copy_n(gross_.begin() + static_cast<std::ptrdiff_t>(row * stride_), n_,
                    gross_.begin() + static_cast<std::ptrdiff_t>(row * n_));
    gross_.resize(j_ * n_ * n_);
    result.share = std::move(gross_);
    gross_.clear();
    finish_trade(result);
    finish_parties(point, result);
    finish_residuals(point, image, result.diagnostics);
    return result;
}

/// Whether a number went where doubles, or the kernels, do not follow.
bool SectorSystem::is_out_of_range() const {
    for (std::size_t j = 0; j < j_; ++j)
        for (std::size_t n = 0; n < n_; ++n) {
            if (std::abs(theta_[j] * costs_[n * party_stride_ + j]) > exponent_max) return true;
            if (price_[j * n_ + n] <= 0 && spent_[j * n_ + n] > 0) return true;
        }
    return false;
}

void SectorSystem::finish_residuals(std::span<const double> point, std::span<const double> image,
                                    Diagnostics& found) const {
    const auto difference = [&](std::size_t at) { return std::abs(image[at] - point[at]); };
    if (is_out_of_range()) found.price_residual = std::numeric_limits<double>::infinity();
    for (std::size_t at = 0; at < e_.cells(); ++at) {
        const std::size_t spent = n_ + e_.cells() + at;
        found.price_residual = larger_or_nan(found.price_residual, difference(n_ + at));
        found.demand_residual = larger_or_nan(
            found.demand_residual, difference(spent) * scale_[at] / e_.value_added[at % n_]);
    }
    for (std::size_t n = 0; n < n_; ++n)
        found.income_residual = larger_or_nan(found.income_residual, difference(n));
}

/// π' = A a / P̂^-θ (eq. 12), over A; and the flows π' X' / (1 + τ') over B.
void SectorSystem::finish_shares(std::size_t sector) {
    const double* const worth = worth_.data() + sector * stride_;
    for (std::size_t n = 0; n < n_; ++n) {
        double* const gross = gross_.data() + (sector * n_ + n) * stride_;
        double* const net = net_.data() + (sector * n_ + n) * stride_;
        const double price = price_[sector * n_ + n];
        const double scale = price > 0 ? 1 / price : 0;
        const double spent = spent_[sector * n_ + n] * scale;
        for (std::size_t i = 0; i < n_; ++i) {
            gross[i] *= worth[i] * scale;
            net[i] *= worth[i] * spent;
        }
    }
}

void SectorSystem::finish_trade(Counterfactual& result) const {
    result.expenditure = spent_;
    result.output.resize(e_.cells());
    result.imports.assign(e_.cells(), 0);
    result.exports.assign(e_.cells(), 0);
    result.price.assign(e_.cells(), 1);
    result.cost.resize(e_.cells());
    for (std::size_t j = 0; j < j_; ++j)
        for (std::size_t n = 0; n < n_; ++n) {
            const std::size_t at = j * n_ + n;
            result.output[at] = sold_[j * stride_ + n];
            result.cost[at] = std::exp(costs_[n * party_stride_ + j]);
            if (price_[at] > 0) result.price[at] = std::exp(-std::log(price_[at]) / theta_[j]);
            const double* const flow = net_.data() + at * stride_;
            for (std::size_t i = 0; i < n_; ++i) {
                if (i == n) continue;
                result.imports[at] += flow[i];
                result.exports[j * n_ + i] += flow[i];
            }
        }
}

void SectorSystem::finish_parties(std::span<const double> point, Counterfactual& result) const {
    result.revenue = revenue_;
    result.deficit = deficit_;
    result.income = income_;
    double& residual = result.diagnostics.balance_residual;
    for (std::size_t n = 0; n < n_; ++n) {
        double log_index = 0;
        double balance = -deficit_[n];
        for (std::size_t j = 0; j < j_; ++j) {
            const std::size_t at = j * n_ + n;
            log_index += e_.alpha[n * j_ + j] * std::log(result.price[at]);
            balance += result.imports[at] - result.exports[at];
        }
        residual = larger_or_nan(residual, std::abs(balance) / e_.value_added[n]);
        result.wage.push_back(std::exp(point[n]));
        result.price_index.push_back(std::exp(log_index));
        result.real_wage.push_back(result.wage[n] / result.price_index[n]);
        result.welfare.push_back(result.income[n] / base_.income[n] / result.price_index[n]);
    }
}

}  // namespace comity::trade
