// SPDX-License-Identifier: Apache-2.0
#include "service/applying.h"

#include "acts/all.h"
#include "acts/script.h"
#include "base/check.h"
#include "service/text_file.h"

#include <algorithm>
#include <filesystem>

namespace comity {
namespace {

namespace fs = std::filesystem;

Result<std::vector<ScriptStep>> read_script(const std::string& path) {
    const std::string text = TRY(read_text_file(path));
    return parse_script(text, path);
}

const ActType& type_of(std::string_view command) {
    const auto found = std::ranges::find(all_acts(), command, &ActType::command);
    check(found != all_acts().end(), "parse_script knows the commands");
    return **found;
}

/// A refusal at the place of a step, unless it names a file itself.
std::unexpected<Refusal> refuse_step(const ScriptStep& step, Refusal refusal) {
    if (!refusal.where.contains(':'))
        refusal.where = step.place + (refusal.where.empty() ? "" : " " + refusal.where);
    return std::unexpected(std::move(refusal));
}

/// An import's file and mapping are looked for beside the script.
Result<ImportRequest> import_request(const Json& body, const fs::path& folder) {
    Json::Object members = *body.as<Json::Object>();
    for (const FieldInfo& field : field_infos<ImportRequest>)
        if (Json* value = members.find(field.name))
            if (const auto* text = value->as<std::string>()) *value = field.from_text(*text);
    ImportRequest request = TRY(decode<ImportRequest>(Json{std::move(members)}));
    request.file = (folder / request.file).string();
    request.mapping = (folder / request.mapping).string();
    return request;
}

/// Carries out steps one after the other; acts wait until an import or the end, and enter together.
class Application {
public:
    Application(Node& node, const CodeLists& lists, Instant now, const Progress& progress)
        : node_(node), lists_(lists), now_(now), progress_(progress) {}

    Result<> carry_out(const ScriptStep& step, const fs::path& folder) {
        if (step.command != "import") return wait(step);
        TRY(enter_waiting());
        auto outcome = import(step, folder);
        if (!outcome) return refuse_step(step, outcome.error());
        applied_.imports.push_back(*std::move(outcome));
        return {};
    }

    Result<Applied> finish() {
        TRY(enter_waiting());
        return std::move(applied_);
    }

private:
    Result<> wait(const ScriptStep& step) {
        const auto checked = check_codes(type_of(step.command), step.body, lists_);
        if (!checked) return refuse_step(step, checked.error());
        waiting_.push_back(step);
        return {};
    }

    Result<> enter_waiting() {
        if (waiting_.empty()) return {};
        std::vector<Draft> drafts;
        for (const ScriptStep& step : waiting_)
            drafts.push_back({std::string(type_of(step.command).kind), step.author, step.body});
        std::size_t refused = 0;
        const auto entered = node_.submit(drafts, now_, &refused);
        if (!entered) return refuse_step(waiting_[refused], entered.error());
        applied_.acts += waiting_.size();
        waiting_.clear();
        return {};
    }

    Result<std::pair<std::string, ImportOutcome>> import(const ScriptStep& step,
                                                         const fs::path& folder) {
        const ImportRequest request = TRY(import_request(step.body, folder));
        return std::pair{
            request.dataset.value,
            TRY(import_dataset(node_, request, {step.author, lists_, now_, progress_}))};
    }

    Node& node_;
    const CodeLists& lists_;
    Instant now_;
    const Progress& progress_;
    std::vector<ScriptStep> waiting_;
    Applied applied_;
};

}  // namespace

Result<Applied> apply_scripts(Node& node, const std::vector<std::string>& paths,
                              const CodeLists& lists, Instant now, const Progress& progress) {
    Application application(node, lists, now, progress);
    for (const std::string& path : paths)
        for (const ScriptStep& step : TRY(read_script(path)))
            TRY(application.carry_out(step, fs::path(path).parent_path()));
    return application.finish();
}

}  // namespace comity
