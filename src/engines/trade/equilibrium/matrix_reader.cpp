// SPDX-License-Identifier: Apache-2.0
#include "engines/trade/equilibrium/economy_reader.h"
#include "statistics/csv_reader.h"

#include <algorithm>
#include <charconv>

namespace comity::trade {

namespace {

struct Shape {
    std::size_t rows;
    std::size_t columns;
};

Result<double> read_number(std::string_view text, const std::string& place) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return refuse("matrix.number", "a number, not \"" + std::string(text) + "\"", place);
    return value;
}

/// All numbers of a text, row by row.
class Matrix {
public:
    static Result<Matrix> read(const NamedSource& file) {
        Matrix matrix;
        matrix.name_ = file.name;
        CsvReader reader(file.bytes, {.delimiter = '\t', .encoding = {}}, file.name);
        while (TRY(reader.next())) {
            if (matrix.rows_ == 0) {
                matrix.columns_ = reader.fields().size();
                reader.expect_fields(matrix.columns_);
            }
            for (std::size_t at = 0; at < reader.fields().size(); ++at)
                matrix.values_.push_back(TRY(read_number(reader.fields()[at], reader.place(at))));
            ++matrix.rows_;
        }
        return matrix;
    }

    Result<> expect(Shape shape) const {
        if (rows_ == shape.rows && columns_ == shape.columns) return {};
        return refuse("matrix.shape",
                      std::to_string(shape.rows) + " rows of " + std::to_string(shape.columns) +
                          ", not " + std::to_string(rows_) + " of " + std::to_string(columns_),
                      name_);
    }

    std::size_t rows() const { return rows_; }
    double at(std::size_t row, std::size_t column) const {
        return values_[row * columns_ + column];
    }
    const std::vector<double>& values() const { return values_; }

private:
    std::string name_;
    std::size_t rows_ = 0;
    std::size_t columns_ = 0;
    std::vector<double> values_;
};

/// Blocks of traded sectors, times `factor`; zeros for the other sectors.
Result<std::vector<double>> read_pairs(const NamedSource& file, const MatrixLabels& labels,
                                       double factor) {
    const std::size_t parties = labels.parties.size();
    const Matrix matrix = TRY(Matrix::read(file));
    const std::size_t blocks = parties == 0 ? 0 : matrix.rows() / parties;
    TRY(matrix.expect({std::min(blocks, labels.sectors.size()) * parties, parties}));
    std::vector<double> values = matrix.values();
    for (double& value : values) value *= factor;
    values.resize(labels.sectors.size() * parties * parties, 0);
    return values;
}

std::vector<double> transpose(const Matrix& matrix, Shape shape) {
    std::vector<double> values;
    for (std::size_t column = 0; column < shape.columns; ++column)
        for (std::size_t row = 0; row < shape.rows; ++row) values.push_back(matrix.at(row, column));
    return values;
}

}  // namespace

Result<std::vector<double>> read_tariff_matrix(const NamedSource& file,
                                               const MatrixLabels& labels) {
    return read_pairs(file, labels, 0.01);
}

Result<FlowTables> read_matrices(const MatrixFiles& files, const MatrixLabels& labels,
                                 const MatrixUnits& units) {
    const std::size_t parties = labels.parties.size();
    const std::size_t sectors = labels.sectors.size();
    FlowTables tables;
    tables.parties = labels.parties;
    tables.sectors = labels.sectors;
    const Matrix elasticity = TRY(Matrix::read(files.elasticity));
    TRY(elasticity.expect({std::min(elasticity.rows(), sectors), 1}));
    tables.theta = elasticity.values();
    tables.theta.resize(sectors, units.untraded_theta);
    tables.flow = TRY(read_pairs(files.flow, labels, units.flow));
    tables.tariff = TRY(read_tariff_matrix(files.tariff, labels));
    const Matrix output = TRY(Matrix::read(files.gross_output));
    TRY(output.expect({sectors, parties}));
    tables.gross_output = output.values();
    const Matrix value_added = TRY(Matrix::read(files.value_added));
    TRY(value_added.expect({sectors, parties}));
    tables.beta = transpose(value_added, {sectors, parties});
    const Matrix inputs = TRY(Matrix::read(files.inputs));
    TRY(inputs.expect({parties * sectors, sectors}));
    tables.input_share = inputs.values();
    return tables;
}

}  // namespace comity::trade
