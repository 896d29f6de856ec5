// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/nearest.h"

namespace comity::cli {

using comity::did_you_mean;
using comity::nearest;

}  // namespace comity::cli
