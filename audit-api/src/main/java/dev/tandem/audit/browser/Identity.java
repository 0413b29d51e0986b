package dev.tandem.audit.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import dev.tandem.audit.scan.Device;

/// How a browser introduces itself: as the Chrome that its engine is, in the header, in the client hints and in
/// `navigator` alike. The headless shell would otherwise name itself in one of them and not in the others, which is
/// what sites take for a broken robot. Nothing else is disguised.
record Identity(String userAgent, String majorVersion, String version, boolean mobile) {

    private static final String LANGUAGES = "en-US,en";

    /// @param version such as `156.0.8078.79`
    static Identity of(String version, Device device) {
        var major = version.split("\\.", 2)[0];
        var mobile = device == Device.MOBILE;
        var platform = mobile ? "Linux; Android 10; K" : "X11; Linux x86_64";
        var userAgent =
                "Mozilla/5.0 ("
                        + platform
                        + ") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/"
                        + major
                        + ".0.0.0 "
                        + (mobile ? "Mobile " : "")
                        + "Safari/537.36";
        return new Identity(userAgent, major, version, mobile);
    }

    /// Playwright sets the header alone; the client hints have to be set for each page.
    void assume(CDPSession session) {
        var metadata = new JsonObject();
        metadata.add("brands", brands(majorVersion));
        metadata.add("fullVersionList", brands(version));
        metadata.addProperty("fullVersion", version);
        metadata.addProperty("platform", mobile ? "Android" : "Linux");
        metadata.addProperty("platformVersion", mobile ? "10.0.0" : "6.1.0");
        metadata.addProperty("architecture", mobile ? "" : "x86");
        metadata.addProperty("model", mobile ? "K" : "");
        metadata.addProperty("bitness", mobile ? "" : "64");
        metadata.addProperty("mobile", mobile);
        var override = new JsonObject();
        override.addProperty("userAgent", userAgent);
        // Without quality values: Chromium appends its own.
        override.addProperty("acceptLanguage", LANGUAGES);
        override.addProperty("platform", mobile ? "Linux armv81" : "Linux x86_64");
        override.add("userAgentMetadata", metadata);
        session.send("Emulation.setUserAgentOverride", override);
    }

    private static JsonArray brands(String version) {
        var brands = new JsonArray();
        brands.add(brand("Chromium", version));
        brands.add(brand("Google Chrome", version));
        brands.add(brand("Not)A;Brand", version.contains(".") ? "8.0.0.0" : "8"));
        return brands;
    }

    private static JsonObject brand(String name, String version) {
        var brand = new JsonObject();
        brand.addProperty("brand", name);
        brand.addProperty("version", version);
        return brand;
    }
}
