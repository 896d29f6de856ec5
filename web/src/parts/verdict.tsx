// SPDX-License-Identifier: Apache-2.0
import { percent } from "../format.ts";
import { useWords } from "../messages/index.ts";
import type { Account, Basis, Verdict } from "../types.ts";

/** One drawing a verdict, so that neither colour nor the word alone carries it. */
const symbols: Record<Verdict, string> = {
  met: "M3.5 8.5 6.6 11.5 12.5 4.5",
  "on-track": "M3 8h9M8.5 4.5 12 8l-3.5 3.5",
  behind: "M3.5 4.5l8 7M6.5 12h5.5V6.5",
  missed: "M4.5 4.5l7 7M11.5 4.5l-7 7",
  "not-due": "M8 4.5V8l2.5 1.8M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2",
  "not-measurable": "M3.5 8h2M7 8h2M10.5 8h2",
};

export function VerdictSymbol({ verdict }: { verdict: Verdict }) {
  return (
    <svg className="symbol" viewBox="0 0 16 16" aria-hidden="true">
      <path d={symbols[verdict]} />
    </svg>
  );
}

export function VerdictChip({ verdict, count }: { verdict: Verdict; count?: number }) {
  const words = useWords();
  return (
    <span className={`chip verdict-${verdict}`}>
      <VerdictSymbol verdict={verdict} />
      {words.t(`verdict.${verdict}`)}
      {count !== undefined && <span className="chip-count">{count}</span>}
    </span>
  );
}

/** In place of a verdict: the reading counts no more. */
export function WithdrawnChip() {
  const words = useWords();
  return <span className="chip chip-withdrawn">{words.t("pledge.state.withdrawn")}</span>;
}

export function BasisLabel({ basis }: { basis: Basis }) {
  const words = useWords();
  return <span className="basis">{words.t(`basis.${basis}`)}</span>;
}

export function Disagree() {
  const words = useWords();
  return (
    <span className="disagree">
      <svg className="symbol" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M2.5 5.5h11M2.5 10.5h11M10.5 2.5l-5 11" />
      </svg>
      {words.t("board.disagree")}
    </span>
  );
}

/** Width in tenths of a percent: enough for a bar, and never a figure anyone reads. */
function drawn(share: string | undefined): number {
  const value = Number(share ?? 0);
  return Number.isFinite(value) ? Math.min(1000, Math.max(0, Math.round(value * 1000))) : 0;
}

/** The share of the target as a bar, with the time elapsed as a line across it. */
export function ShareBar({ account }: { account: Account }) {
  const words = useWords();
  if (account.share === undefined || account.target === undefined) return null;
  const share = percent(words, account.share);
  const elapsed = account.elapsed && percent(words, account.elapsed.share, 0);
  const label = elapsed
    ? words.t("board.share_of", { share, elapsed })
    : words.t("board.share_only", { share });
  const at = drawn(account.elapsed?.share);
  return (
    <div className="share">
      <svg
        className="share-bar"
        viewBox="0 0 1000 14"
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        <rect className="share-track" y="3" width="1000" height="8" />
        <rect
          className={`share-fill verdict-${account.verdict}`}
          y="3"
          width={drawn(account.share)}
          height="8"
        />
        {account.elapsed && (
          <rect
            className="share-mark"
            x={Math.min(990, Math.max(0, at - 5))}
            width="10"
            height="14"
          />
        )}
      </svg>
      <span className="share-text" aria-hidden="true">
        {share}
      </span>
    </div>
  );
}
