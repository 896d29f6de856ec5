// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace comity::cli {

/// Whether standard output (or error) is a terminal that a person looks at.
bool output_is_terminal();
bool errors_are_terminal();
/// How many columns it has; 100 in a pipe.
std::size_t terminal_columns();

enum class Colour : std::uint8_t { none, green, yellow, red, blue, grey };

/// Text with a colour, when standard output is a terminal and NO_COLOR is not set.
std::string coloured(std::string_view text, Colour colour);

/// Text in columns. Cells wrap at spaces in the one column that gives way when the terminal is
/// narrow.
class Table {
public:
    enum class Align : std::uint8_t { left, right };
    struct Column {
        std::string head;
        Align align = Align::left;
        bool wraps = false;
    };
    struct Cell {
        std::string text;
        Colour colour = Colour::none;
    };

    explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}
    void add(std::vector<Cell> row);
    /// A line over the whole width, such as the name of the rows that follow.
    void add_line(std::string text);
    std::string text(std::size_t width) const;

private:
    struct Row {
        std::vector<Cell> cells;  ///< empty: a line
        std::string line;
    };
    std::vector<std::size_t> widths(std::size_t width) const;
    void append_row(std::string& out, const std::vector<Cell>& cells,
                    const std::vector<std::size_t>& widths) const;

    std::vector<Column> columns_;
    std::vector<Row> rows_;
};

/// A bar on standard error while something long goes on; nothing in a pipe, nothing under a second.
class ProgressBar {
public:
    explicit ProgressBar(std::string what);
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;
    ~ProgressBar();
    void show(std::uint64_t done, std::uint64_t total);

private:
    std::string what_;
    std::int64_t started_ms_;
    std::int64_t shown_ms_ = 0;
    bool visible_ = false;
};

}  // namespace comity::cli
