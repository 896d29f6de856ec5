// SPDX-License-Identifier: Apache-2.0
#include "service/treaty_words.h"

#include "base/check.h"

#include <algorithm>

namespace comity {
namespace {

struct Words {
    ActionKind kind;
    std::string_view en;
    std::string_view ru;
    std::string_view zh;
};

constexpr std::array words = {
    Words{ActionKind::signature, "Signature", "Подписание", "签署"},
    Words{ActionKind::signature_ad_referendum, "Signature ad referendum",
          "Подписание ad referendum", "待核准的签署"},
    Words{ActionKind::succession_to_signature, "Succession to signature",
          "Правопреемство в отношении подписи", "继承签署"},
    Words{ActionKind::definitive_signature, "Definitive signature", "Окончательное подписание",
          "确定性签署"},
    Words{ActionKind::confirmation_of_signature, "Confirmation of signature",
          "Подтверждение подписи", "确认签署"},
    Words{ActionKind::ratification, "Ratification", "Ратификация", "批准"},
    Words{ActionKind::acceptance, "Acceptance", "Принятие", "接受"},
    Words{ActionKind::approval, "Approval", "Утверждение", "核准"},
    Words{ActionKind::accession, "Accession", "Присоединение", "加入"},
    Words{ActionKind::formal_confirmation, "Formal confirmation", "Официальное подтверждение",
          "正式确认"},
    Words{ActionKind::consent, "Consent to be bound", "Согласие на обязательность", "同意受约束"},
    Words{ActionKind::succession, "Succession", "Правопреемство", "继承"},
    Words{ActionKind::entry_into_force, "Entry into force", "Вступление в силу", "生效"},
    Words{ActionKind::provisional_application, "Provisional application", "Временное применение",
          "暂时适用"},
    Words{ActionKind::end_of_provisional, "End of provisional application",
          "Прекращение временного применения", "终止暂时适用"},
    Words{ActionKind::declaration, "Declaration", "Заявление", "声明"},
    Words{ActionKind::notification, "Notification", "Уведомление", "通知"},
    Words{ActionKind::reservation, "Reservation", "Оговорка", "保留"},
    Words{ActionKind::reservation_withdrawal, "Withdrawal of a reservation", "Снятие оговорки",
          "撤回保留"},
    Words{ActionKind::reservation_acceptance, "Acceptance of a reservation", "Принятие оговорки",
          "接受保留"},
    Words{ActionKind::reservation_objection, "Objection to a reservation",
          "Возражение против оговорки", "反对保留"},
    Words{ActionKind::objection_withdrawal, "Withdrawal of an objection", "Снятие возражения",
          "撤回反对"},
    Words{ActionKind::withdrawal, "Notice of withdrawal", "Уведомление о выходе", "退出通知"},
    Words{ActionKind::withdrawal_revocation, "Notice of withdrawal taken back",
          "Отзыв уведомления о выходе", "撤销退出通知"},
    Words{ActionKind::suspension, "Suspension", "Приостановление действия", "中止施行"},
    Words{ActionKind::resumption, "Resumption", "Возобновление действия", "恢复施行"},
    Words{ActionKind::termination, "Termination", "Прекращение действия", "终止"},
    Words{ActionKind::extinction, "The participant no longer exists",
          "Участник более не существует", "参加方不复存在"}};

/// The punctuation and the fixed phrases of one language.
struct Phrases {
    std::string_view language;
    std::string_view stop;
    std::string_view colon;
    std::string_view comma;
    std::string_view towards;
    std::string_view bound_from;
    std::string_view leaves_on;
    std::string_view entry;
    std::string_view met_on;
    std::string_view in_force_on;
};

constexpr std::array phrases = {
    Phrases{"en", ". ", ": ", ", ", "to the reservation of ", "In force for it from ",
            "Bound until ", "Entry ", "The conditions for entry into force were met on ",
            "In force from "},
    Phrases{"ru", ". ", ": ", ", ", "в отношении оговорки, автор: ", "В силе для участника с ",
            "Обязательства прекращаются ", "Запись ", "Условия вступления в силу выполнены ",
            "Вступает в силу "},
    Phrases{"zh", "。", "：", "，", "所涉保留的提出方：", "对其生效日期：", "约束终止日期：",
            "条目", "生效条件满足日期：", "生效日期："}};

std::string_view in_language(const Words& action, std::string_view language) {
    return language == "ru" ? action.ru : language == "zh" ? action.zh : action.en;
}

const Words& words_of(ActionKind kind) {
    const auto found = std::ranges::find(words, kind, &Words::kind);
    check(found != words.end(), "every kind of action has words");
    return *found;
}

/// "art. 9, to the reservation of X", as far as there is any.
std::string about(const NoticeParts& parts, const Phrases& say) {
    std::string text;
    const auto add = [&](const std::string& part) {
        text += (text.empty() ? "" : std::string(say.comma)) + part;
    };
    if (parts.party) add(parts.party->in(say.language));
    add(parts.date.text());
    if (parts.reference) add(*parts.reference);
    if (parts.towards) add(std::string(say.towards) + parts.towards->in(say.language));
    return text;
}

std::string sentence(const Phrases& say, std::string_view begin, const std::string& end) {
    return std::string(say.stop) + std::string(begin) + end;
}

/// A text ends with the stop of its language, without the space after it.
std::string ended(std::string text, const Phrases& say) {
    text += say.stop;
    while (text.ends_with(' ')) text.pop_back();
    return text;
}

}  // namespace

Translations action_words(ActionKind kind) {
    Translations texts;
    for (const Phrases& say : phrases)
        texts.by_language[std::string(say.language)] = in_language(words_of(kind), say.language);
    return texts;
}

Translations notice_text(const NoticeParts& parts) {
    Translations texts;
    for (const Phrases& say : phrases) {
        std::string text = parts.title.in(say.language);
        text += sentence(say, in_language(words_of(parts.action), say.language),
                         std::string(say.colon) + about(parts, say));
        if (parts.bound_from) text += sentence(say, say.bound_from, parts.bound_from->text());
        if (parts.leaves_on) text += sentence(say, say.leaves_on, parts.leaves_on->text());
        if (parts.entry) text += sentence(say, say.entry, std::to_string(*parts.entry));
        texts.by_language[std::string(say.language)] = ended(std::move(text), say);
    }
    return texts;
}

Translations entry_text(const Translations& title, std::optional<Date> met_on, Date in_force_on) {
    Translations texts;
    for (const Phrases& say : phrases) {
        std::string text = title.in(say.language);
        if (met_on) text += sentence(say, say.met_on, met_on->text());
        text += sentence(say, say.in_force_on, in_force_on.text());
        texts.by_language[std::string(say.language)] = ended(std::move(text), say);
    }
    return texts;
}

}  // namespace comity
