/// Quotes text for a POSIX shell.
public enum ShellText {
    /// The text as it is where nothing in it is special, else in single quotes.
    ///
    /// With `always` it is in single quotes even then, as people expect of a sentence, or of an argument with commas and braces.
    public static func quoted(_ text: String, always: Bool = false) -> String {
        if !always, !text.isEmpty, text.utf8.allSatisfy(isPlain) { return text }
        if !text.utf8.contains(UInt8(ascii: "'")) { return "'" + text + "'" }
        return "'" + text.replacing("'", with: #"'\''"#) + "'"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "="), UInt8(ascii: "+"):
            true
        default: false
        }
    }
}
