package dev.tandem.common.egress;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The operator's setting `EGRESS_ALLOW`: address ranges that may be reached although they are private.
public final class EgressAllow {

    private EgressAllow() {}

    /// Reads ranges separated by commas, such as `127.0.0.0/8, 10.20.0.0/16`.
    ///
    /// @param setting the setting's text; null or blank allows nothing
    /// @throws IllegalArgumentException with a sentence that names the setting and the entry that is wrong
    public static List<AddressRange> parse(@Nullable String setting) {
        var ranges = new ArrayList<AddressRange>();
        if (setting == null || setting.isBlank()) {
            return List.of();
        }
        for (var entry : setting.split(",", -1)) {
            if (entry.isBlank()) {
                continue;
            }
            try {
                ranges.add(AddressRange.parse(entry));
            } catch (IllegalArgumentException bad) {
                throw new IllegalArgumentException("EGRESS_ALLOW can't be read: " + bad.getMessage(), bad);
            }
        }
        return List.copyOf(ranges);
    }
}
