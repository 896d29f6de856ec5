// SPDX-License-Identifier: Apache-2.0
#include "peers/peer.h"

namespace comity {}  // namespace comity
