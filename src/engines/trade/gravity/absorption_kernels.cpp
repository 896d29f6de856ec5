// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/gravity/absorption_kernels.h"

#include "engines/trade/numerics/lanes.h"

#include <type_traits>

namespace comity::trade {

namespace {

template <std::size_t width>
struct PackOf;
template <>
struct PackOf<1> {
    using Type = double __attribute__((vector_size(8)));
    using Loose = double __attribute__((vector_size(8), aligned(8), may_alias));
};
template <>
struct PackOf<2> {
    using Type = double __attribute__((vector_size(16)));
    using Loose = double __attribute__((vector_size(16), aligned(8), may_alias));
};
template <>
struct PackOf<4> {
    using Type = double __attribute__((vector_size(32)));
    using Loose = double __attribute__((vector_size(32), aligned(8), may_alias));
};
template <>
struct PackOf<8> {
    using Type = double __attribute__((vector_size(64)));
    using Loose = double __attribute__((vector_size(64), aligned(8), may_alias));
};
template <std::size_t width>
using Pack = typename PackOf<width>::Type;

template <std::size_t width>
COMITY_INLINE Pack<width> load(const double* numbers, std::size_t i) {
    return *reinterpret_cast<const typename PackOf<width>::Loose*>(numbers + i * width);
}
template <std::size_t width>
COMITY_INLINE void save(double* numbers, std::size_t i, const Pack<width>& pack) {
    *reinterpret_cast<typename PackOf<width>::Loose*>(numbers + i * width) = pack;
}
template <std::size_t width>
COMITY_INLINE void add(double* numbers, std::size_t i, const Pack<width>& pack) {
    save<width>(numbers, i, load<width>(numbers, i) + pack);
}

/// The sum of the coefficients of a row's levels. `effects` of 0 stands for any number.
template <std::size_t width, std::size_t effects>
COMITY_INLINE Pack<width> sum_of_levels(const RowsPart& part, const double* levels,
                                        std::size_t row) {
    Pack<width> sum{};
    const std::size_t count = effects == 0 ? part.codes.size() : effects;
    for (std::size_t e = 0; e < count; ++e) sum += load<width>(levels, part.codes[e][row]);
    return sum;
}

template <std::size_t width, std::size_t effects, class Source>
COMITY_INLINE void sum_deviations(const RowsPart& part, const Source& source, double* sums) {
    const std::size_t count = effects == 0 ? part.codes.size() : effects;
    for (std::size_t s = part.begin; s < part.end; ++s) {
        const std::size_t begin = part.starts[s];
        const std::size_t end = part.starts[s + 1];
        Pack<width> even{};
        Pack<width> odd{};
        for (std::size_t r = begin; r + 1 < end; r += 2) {
            even += part.weights[r] * source(r);
            odd += part.weights[r + 1] * source(r + 1);
        }
        if ((end - begin) % 2 != 0) even += part.weights[end - 1] * source(end - 1);
        const Pack<width> mean = (even + odd) * part.totals_inverse[s];
        for (std::size_t r = begin; r < end; ++r) {
            const Pack<width> deviation = part.weights[r] * (source(r) - mean);
            for (std::size_t e = 0; e < count; ++e) add<width>(sums, part.codes[e][r], deviation);
        }
    }
}

template <std::size_t width, std::size_t effects>
COMITY_INLINE void sum_values_of(const RowsPart& part, const BlockPart& block, double* sums) {
    const auto source = [&](std::size_t r)
                            COMITY_INLINE_LAMBDA { return load<width>(block.values, r); };
    sum_deviations<width, effects>(part, source, sums);
}

template <std::size_t width, std::size_t effects>
COMITY_INLINE void sum_levels_of(const RowsPart& part, const BlockPart& block, double* sums) {
    const auto source = [&](std::size_t r) COMITY_INLINE_LAMBDA {
        return sum_of_levels<width, effects>(part, block.levels, r);
    };
    sum_deviations<width, effects>(part, source, sums);
}

template <std::size_t width, std::size_t effects>
COMITY_INLINE void average_of(const RowsPart& part, const BlockPart& block, double* means) {
    for (std::size_t s = part.begin; s < part.end; ++s) {
        Pack<width> mean{};
        for (std::size_t r = part.starts[s]; r < part.starts[s + 1]; ++r)
            mean += part.weights[r] * (load<width>(block.values, r) -
                                       sum_of_levels<width, effects>(part, block.levels, r));
        save<width>(means, s, mean * part.totals_inverse[s]);
    }
}

template <std::size_t width, std::size_t effects>
COMITY_INLINE void remainders_of(const RowsPart& part, const BlockPart& block, const double* means,
                                 const RemainderRows& rows, double* remainders) {
    for (std::size_t r = rows.begin; r < rows.end; ++r) {
        save<width>(remainders, 0,
                    load<width>(block.values, r) -
                        sum_of_levels<width, effects>(part, block.levels, r) -
                        load<width>(means, rows.level));
        remainders += rows.stride;
    }
}

template <std::size_t width>
COMITY_INLINE void add_dots_of(std::span<const double> rows, const double* factors,
                               std::span<double> sums) {
    const Pack<width> factor = load<width>(factors, 0);
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const Pack<width> product = factor * load<width>(rows.data(), i);
        double sum = 0;
        for (std::size_t k = 0; k < width; ++k) sum += product[k];
        sums[i] += sum;
    }
}

template <std::size_t effects>
COMITY_INLINE void add_levels_of(const RowsPart& part, std::size_t begin, const double* levels,
                                 std::span<double> sums) {
    for (std::size_t i = 0; i < sums.size(); ++i)
        sums[i] += sum_of_levels<1, effects>(part, levels, begin + i)[0];
}

template <std::size_t number>
using Constant = std::integral_constant<std::size_t, number>;

/// Calls `call` with the width as a constant.
COMITY_INLINE void by_width(std::size_t width, const auto& call) {
    switch (width) {
        case 1:
            return call(Constant<1>{});
        case 2:
            return call(Constant<2>{});
        case 4:
            return call(Constant<4>{});
        default:
            return call(Constant<8>{});
    }
}

/// Calls `call` with the number of effects as a constant, or with 0 for many.
COMITY_INLINE void by_effects(std::size_t effects, const auto& call) {
    switch (effects) {
        case 1:
            return call(Constant<1>{});
        case 2:
            return call(Constant<2>{});
        default:
            return call(Constant<0>{});
    }
}

template <std::size_t width>
COMITY_INLINE void dot_of(std::span<const double> a, std::span<const double> b, double* sums) {
    Pack<width> sum{};
    for (std::size_t i = 0; i < a.size() / width; ++i)
        sum += load<width>(a.data(), i) * load<width>(b.data(), i);
    save<width>(sums, 0, sum);
}

template <std::size_t width>
COMITY_INLINE void dot_scaled_of(std::span<const double> a, std::span<const double> scale,
                                 double* sums) {
    Pack<width> sum{};
    for (std::size_t i = 0; i < scale.size(); ++i)
        sum += load<width>(a.data(), i) * load<width>(a.data(), i) * scale[i];
    save<width>(sums, 0, sum);
}

template <std::size_t width>
COMITY_INLINE void add_multiple_of(std::span<double> a, std::span<const double> b,
                                   const double* factors) {
    const Pack<width> factor = load<width>(factors, 0);
    for (std::size_t i = 0; i < a.size() / width; ++i)
        add<width>(a.data(), i, factor * load<width>(b.data(), i));
}

template <std::size_t width>
COMITY_INLINE void turn_of(std::span<double> a, std::span<const double> b,
                           std::span<const double> scale, const double* factors) {
    const Pack<width> factor = load<width>(factors, 0);
    for (std::size_t i = 0; i < scale.size(); ++i)
        save<width>(a.data(), i,
                    scale[i] * load<width>(b.data(), i) + factor * load<width>(a.data(), i));
}

}  // namespace

COMITY_CLONES void sum_values(const RowsPart& part, const BlockPart& block, double* sums) {
    by_width(block.width, [&](auto width) COMITY_INLINE_LAMBDA {
        by_effects(part.codes.size(), [&](auto effects) COMITY_INLINE_LAMBDA {
            sum_values_of<width, effects>(part, block, sums);
        });
    });
}

COMITY_CLONES void sum_levels(const RowsPart& part, const BlockPart& block, double* sums) {
    by_width(block.width, [&](auto width) COMITY_INLINE_LAMBDA {
        by_effects(part.codes.size(), [&](auto effects) COMITY_INLINE_LAMBDA {
            sum_levels_of<width, effects>(part, block, sums);
        });
    });
}

COMITY_CLONES void average_remainders(const RowsPart& part, const BlockPart& block, double* means) {
    by_width(block.width, [&](auto width) COMITY_INLINE_LAMBDA {
        by_effects(part.codes.size(), [&](auto effects) COMITY_INLINE_LAMBDA {
            average_of<width, effects>(part, block, means);
        });
    });
}

COMITY_CLONES void take_remainders(const RowsPart& part, const BlockPart& block,
                                   const double* means, const RemainderRows& rows,
                                   double* remainders) {
    by_width(block.width, [&](auto width) COMITY_INLINE_LAMBDA {
        by_effects(part.codes.size(), [&](auto effects) COMITY_INLINE_LAMBDA {
            remainders_of<width, effects>(part, block, means, rows, remainders);
        });
    });
}

void add_diagonal(const RowsPart& part, double* diagonal) {
    for (std::size_t s = part.begin; s < part.end; ++s)
        for (std::size_t r = part.starts[s]; r < part.starts[s + 1]; ++r) {
            const double weight = part.weights[r];
            const double share = weight * part.totals_inverse[s];
            for (const std::uint32_t* codes : part.codes)
                diagonal[codes[r]] += weight * (1 - share);
        }
}

COMITY_CLONES void add_dots(std::size_t width, std::span<const double> rows, const double* factors,
                            std::span<double> sums) {
    by_width(width, [&](auto w) COMITY_INLINE_LAMBDA { add_dots_of<w>(rows, factors, sums); });
}

COMITY_CLONES void add_levels(const RowsPart& part, std::size_t begin, const double* levels,
                              std::span<double> sums) {
    by_effects(part.codes.size(), [&](auto effects) COMITY_INLINE_LAMBDA {
        add_levels_of<effects>(part, begin, levels, sums);
    });
}

COMITY_CLONES void add_products(std::span<const double> weights, std::size_t width,
                                const double* rows, double* sum) {
    const std::size_t packs = width / 4;
    for (const double weight : weights) {
        for (std::size_t i = 0; i < width; ++i) {
            const double factor = weight * rows[i];
            double* to = sum + i * width;
            for (std::size_t j = i / 4; j < packs; ++j) add<4>(to, j, factor * load<4>(rows, j));
            for (std::size_t j = packs * 4; j < width; ++j) to[j] += factor * rows[j];
        }
        rows += width;
    }
}

COMITY_CLONES void dot(std::size_t width, std::span<const double> a, std::span<const double> b,
                       double* sums) {
    by_width(width, [&](auto w) COMITY_INLINE_LAMBDA { dot_of<w>(a, b, sums); });
}

COMITY_CLONES void dot_scaled(std::size_t width, std::span<const double> a,
                              std::span<const double> scale, double* sums) {
    by_width(width, [&](auto w) COMITY_INLINE_LAMBDA { dot_scaled_of<w>(a, scale, sums); });
}

COMITY_CLONES void add_multiple(std::size_t width, std::span<double> a, std::span<const double> b,
                                const double* factors) {
    by_width(width, [&](auto w) COMITY_INLINE_LAMBDA { add_multiple_of<w>(a, b, factors); });
}

COMITY_CLONES void turn(std::size_t width, std::span<double> a, std::span<const double> b,
                        std::span<const double> scale, const double* factors) {
    by_width(width, [&](auto w) COMITY_INLINE_LAMBDA { turn_of<w>(a, b, scale, factors); });
}

}  // namespace comity::trade
