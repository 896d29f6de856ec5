// SPDX-License-Identifier: Apache-2.0
import { createContext, useContext } from "react";
import { party_name } from "./format.ts";
import type { Words } from "./messages/index.ts";
import type { Association, Party } from "./types.ts";

/** The association as the server describes it, and its parties by code. */
export class Directory {
  private readonly parties_: ReadonlyMap<string, Party>;

  constructor(readonly association: Association | undefined) {
    this.parties_ = new Map(association?.parties.map((party) => [party.code, party]));
  }

  party(code: string): Party | undefined {
    return this.parties_.get(code);
  }

  name(words: Words, code: string): string {
    return party_name(words, this.parties_.get(code), code);
  }
}

export const AssociationContext = createContext(new Directory(undefined));

export function useDirectory(): Directory {
  return useContext(AssociationContext);
}
