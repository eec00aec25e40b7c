import SecurityGroups

/// What DNS names and ARNs tell by their form.
enum HostName {
    /// Whether a text is a DNS name or an ARN, which is looked up as a whole.
    static func isExact(_ text: String) -> Bool { text.hasPrefix("arn:") || isName(text) }

    /// Whether a text has the form of a DNS name with a dot in it.
    static func isName(_ text: String) -> Bool {
        guard text.utf8.count <= 254, text.dropLast().contains(".") else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }

    /// The id at the end of an ARN of EC2: `arn:aws:ec2:eu-west-1:123456789012:security-group/sg-1`.
    static func id(inARN text: String) -> String? {
        guard text.hasPrefix("arn:"), text.contains(":ec2:"), let slash = text.lastIndex(of: "/") else { return nil }
        return String(text[text.index(after: slash)...])
    }

    /// The address in a name that EC2 gives an instance: `ip-10-0-1-5.eu-west-1.compute.internal`, or `ip-10-0-1-5` alone.
    ///
    /// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-naming.html
    static func address(in text: String) -> IPAddress? {
        let host = text.lowercased().prefix { $0 != "." }
        guard host.hasPrefix("ip-") else { return nil }
        return try? IPAddress(
            parsing: host.dropFirst(3).split(separator: "-", omittingEmptySubsequences: false).joined(separator: "."))
    }
}
