// SPDX-License-Identifier: Apache-2.0
import { useDirectory } from "../association.ts";
import { date, text_language, text_of } from "../format.ts";
import { useWords } from "../messages/index.ts";
import { proposal_path, reading_path } from "../paths.ts";
import type { ActionLine } from "../types.ts";
import { RecordText, Said, StateTag, useBodyNames } from "./consulting.tsx";
import { Link } from "./link.tsx";
import { Rows } from "./rows.tsx";

function ActionState({ action }: { action: ActionLine }) {
  const words = useWords();
  const done = action.status === "implemented";
  return (
    <>
      <StateTag tone={done ? "good" : action.overdue ? "late" : "calm"}>
        {words.coded("action.status", action.status)}
      </StateTag>
      {action.overdue && <span className="block small overdue">{words.t("time.overdue")}</span>}
    </>
  );
}

function Reports({ action }: { action: ActionLine }) {
  const words = useWords();
  return (
    <ul className="reports">
      {action.reports.map((one) => (
        <li key={one.said.entry}>
          {words.t(`action.status.${one.status}`)}: <Said said={one.said} />
          {one.text && <RecordText texts={one.text} className="small" />}
        </li>
      ))}
    </ul>
  );
}

/** What is to be done, by whom and until when; `decision`: out of which, as a link. */
export function ActionRows({ actions, decision }: { actions: ActionLine[]; decision?: boolean }) {
  const words = useWords();
  const directory = useDirectory();
  const body_name = useBodyNames();
  return (
    <Rows
      caption={words.t("proposal.actions")}
      rows={actions}
      row_key={(one) => one.action}
      columns={[
        {
          head: words.t("column.what"),
          cell: (one) => (
            <>
              <span lang={text_language(words, one.text)}>{text_of(words, one.text)}</span>
              <span className="block quiet small">
                {decision && <Link to={proposal_path(one.decision)}>{one.decision}</Link>}
                {one.readings.map((reading) => (
                  <span key={`${reading.pledge} ${reading.reading}`}>
                    {" "}
                    <Link to={reading_path(reading.pledge, reading.reading)}>
                      {reading.pledge}, {reading.reading}
                    </Link>
                  </span>
                ))}
              </span>
              {one.reports.length > 0 && <Reports action={one} />}
            </>
          ),
        },
        {
          head: words.t("column.owner"),
          cell: (one) => (one.by_body ? body_name(one.owner) : directory.name(words, one.owner)),
        },
        { head: words.t("column.due"), cell: (one) => (one.due ? date(words, one.due) : "–") },
        { head: words.t("column.state"), cell: (one) => <ActionState action={one} /> },
      ]}
    />
  );
}
