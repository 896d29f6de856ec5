// SPDX-License-Identifier: Apache-2.0
#include "cli/terminal.h"

#include "base/utf8.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <numeric>

namespace comity::cli {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t wrapped_width_min = 16;

std::int64_t now_ms() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

std::string_view escape_of(Colour colour) {
    switch (colour) {
        case Colour::none:
            return "";
        case Colour::green:
            return "\033[32m";
        case Colour::yellow:
            return "\033[33m";
        case Colour::red:
            return "\033[31m";
        case Colour::blue:
            return "\033[34m";
        case Colour::grey:
            return "\033[90m";
    }
    return "";
}

/// `text` in lines of at most `width` columns, broken at spaces where there are any.
std::vector<std::string> wrapped(const std::string& text, std::size_t width) {
    std::vector<std::string> lines(1);
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        const std::string word = text.substr(begin, end - begin);
        if (!lines.back().empty() && display_width(lines.back()) + 1 + display_width(word) > width)
            lines.emplace_back();
        if (!lines.back().empty()) lines.back() += ' ';
        lines.back() += word;
        begin = end + 1;
    }
    return lines;
}

std::string padding(std::size_t width, const std::string& text) {
    return std::string(width - std::min(width, display_width(text)), ' ');
}

}  // namespace

bool output_is_terminal() { return ::isatty(STDOUT_FILENO) == 1; }
bool errors_are_terminal() { return ::isatty(STDERR_FILENO) == 1; }

std::size_t terminal_columns() {
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20) return size.ws_col;
    return 100;
}

std::string coloured(std::string_view text, Colour colour) {
    static const bool wanted = output_is_terminal() && std::getenv("NO_COLOR") == nullptr;
    if (!wanted || colour == Colour::none) return std::string(text);
    return std::string(escape_of(colour)) + std::string(text) + "\033[0m";
}

void Table::add(std::vector<Cell> row) {
    for (Cell& cell : row) cell.text = printable(cell.text);
    rows_.push_back({std::move(row), {}});
}
void Table::add_line(std::string text) { rows_.push_back({{}, std::move(text)}); }

std::vector<std::size_t> Table::widths(std::size_t width) const {
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        std::size_t widest = display_width(columns_[i].head);
        for (const Row& row : rows_)
            if (!row.cells.empty()) widest = std::max(widest, display_width(row.cells[i].text));
        widths.push_back(widest);
    }
    const std::size_t total =
        std::accumulate(widths.begin(), widths.end(), gap * (columns_.size() - 1));
    for (std::size_t i = 0; i < columns_.size() && total > width; ++i)
        if (columns_[i].wraps) {
            const std::size_t excess = total - width;
            widths[i] = std::max(wrapped_width_min, widths[i] - std::min(widths[i], excess));
            break;
        }
    return widths;
}

void Table::append_row(std::string& out, const std::vector<Cell>& cells,
                       const std::vector<std::size_t>& widths) const {
    std::vector<std::vector<std::string>> lines;
    std::size_t height = 1;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        lines.push_back(columns_[i].wraps ? wrapped(cells[i].text, widths[i])
                                          : std::vector{cells[i].text});
        height = std::max(height, lines.back().size());
    }
    for (std::size_t line = 0; line < height; ++line) {
        std::string text;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const std::string cell = line < lines[i].size() ? lines[i][line] : "";
            const std::string pad = padding(widths[i], cell);
            if (i > 0) text.append(gap, ' ');
            const std::string shown = coloured(cell, cell.empty() ? Colour::none : cells[i].colour);
            text += columns_[i].align == Align::right ? pad + shown : shown + pad;
        }
        out += text.substr(0, text.find_last_not_of(' ') + 1) + "\n";
    }
}

std::string Table::text(std::size_t width) const {
    const std::vector<std::size_t> column_widths = widths(width);
    std::vector<Cell> head;
    for (const Column& column : columns_) head.push_back({column.head, Colour::grey});
    std::string out;
    append_row(out, head, column_widths);
    for (const Row& row : rows_) {
        if (row.cells.empty())
            out += row.line + "\n";
        else
            append_row(out, row.cells, column_widths);
    }
    return out;
}

ProgressBar::ProgressBar(std::string what) : what_(std::move(what)), started_ms_(now_ms()) {}

ProgressBar::~ProgressBar() {
    if (visible_) std::fputs("\r\033[K", stderr);
}

void ProgressBar::show(std::uint64_t done, std::uint64_t total) {
    constexpr std::int64_t patience_ms = 1000;
    constexpr std::int64_t interval_ms = 200;
    constexpr std::size_t bar_width = 30;
    const std::int64_t now = now_ms();
    if (!errors_are_terminal() || now - started_ms_ < patience_ms || now - shown_ms_ < interval_ms)
        return;
    shown_ms_ = now;
    visible_ = true;
    if (total == 0) {
        std::fprintf(stderr, "\r\033[K%s: %llu", what_.c_str(),
                     static_cast<unsigned long long>(done));
        return;
    }
    const auto filled = static_cast<std::size_t>(done * bar_width / total);
    const auto left_s = done == 0 ? 0
                                  : static_cast<std::uint64_t>(now - started_ms_) *
                                        (total - std::min(done, total)) / done / 1000;
    std::fprintf(stderr, "\r\033[K%s [%s%s] %llu %%, %llu s left", what_.c_str(),
                 std::string(filled, '#').c_str(), std::string(bar_width - filled, '.').c_str(),
                 static_cast<unsigned long long>(done * 100 / total),
                 static_cast<unsigned long long>(left_s));
}

}  // namespace comity::cli
