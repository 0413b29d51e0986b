package dev.tandem.audit.browser;

import dev.tandem.audit.egress.Blocklist;
import dev.tandem.audit.egress.EgressLimits;
import dev.tandem.common.egress.EgressGuard;

/// What all slots of a pool have in common.
///
/// @param trackers what a page does not get to when its scan asks for that
record SlotNeeds(BrowserConfig config, EgressLimits limits, EgressGuard guard, Blocklist trackers) {}
