// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "record/key_file.h"

namespace comity::cli {

/// Passphrases from the first line of the file that COMITY_PASSPHRASE_FILE names, or else from a
/// person at the terminal, who does not see what is typed. Refusals `key.locked` (neither),
/// `key.exposed` (others may read the file), `file.absent`.
PassphraseSource passphrase_source();

/// A passphrase to encrypt a key by; a person types it twice. Refusal `key.passphrase-differs` and
/// those above.
Result<Passphrase> new_passphrase();

}  // namespace comity::cli
