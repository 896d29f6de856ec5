// SPDX-License-Identifier: Apache-2.0
#include "cli/trade_commands.h"

#include "cli/terminal.h"
#include "service/csv.h"
#include "service/question.h"

namespace comity::cli {

namespace {

Json::Array rows_of(const Json& json, std::string_view name) {
    const Json* rows = json.find(name);
    const auto* array = rows ? rows->as<Json::Array>() : nullptr;
    return array ? *array : Json::Array{};
}

/// As CSV the rows of one table, else as JSON or text.
Report table_report(Json json, std::string_view table, std::span<const FieldInfo> fields,
                    std::string text, bool csv) {
    if (csv) text = to_csv(rows_of(json, table), fields);
    return Report{std::move(json), std::move(text)};
}

}  // namespace

Result<Report> estimate_trade(const Context&, const std::string& file, bool csv,
                              const std::map<std::string, std::string>& fields) {
    const auto question =
        TRY(decode<GravityQuestion>(typed_body(field_infos<GravityQuestion>, fields)));
    const answers::GravityEstimate estimate = TRY(estimate_gravity(file, question));
    return table_report(encode(estimate), "coefficients", field_infos<answers::GravityCoefficient>,
                        estimate_text(estimate, terminal_columns()), csv);
}

Result<Report> describe_trade_of(const Context& context, const std::string& file, bool csv,
                                 const std::map<std::string, std::string>& fields) {
    const auto question =
        TRY(decode<TradeQuestion>(typed_body(field_infos<TradeQuestion>, fields)));
    std::unique_ptr<Node> node;
    if (TRY(needs_record(question.group))) {
        auto opened = Node::open(context.folder, Node::Access::read);
        if (!opened && opened.error().code != "node.absent") return std::unexpected(opened.error());
        if (opened) node = *std::move(opened);
    }
    const answers::TradeDescription description =
        TRY(describe_trade(file, question, node ? &node->state() : nullptr));
    return table_report(encode(description), "pairs", field_infos<answers::TradePair>,
                        description_text(description, terminal_columns()), csv);
}

}  // namespace comity::cli
