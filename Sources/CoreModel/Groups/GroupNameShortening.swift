/// Takes from a group's name what says nothing: the prefix that all share, a trailing `-sg`, a generated suffix.
///
/// `chat-dev-ecs-api-sg-20261123183419551600000005` => `ecs-api`
public enum GroupNameShortening {
    /// The longest prefix, ending in a separator, that all of at least two names share.
    public static func sharedPrefix(_ names: [String]) -> String {
        guard names.count > 1, let first = names.first else { return "" }
        var shared = Array(first)
        for name in names.dropFirst() {
            let common = zip(shared, name).prefix { $0 == $1 }.count
            shared = Array(shared.prefix(common))
        }
        while let last = shared.last, !isSeparator(last) { shared.removeLast() }
        return String(shared)
    }

    static func shorten(_ name: String, prefix: String) -> String {
        var rest = name.hasPrefix(prefix) ? name.dropFirst(prefix.count) : name[...]
        if let cut = generatedSuffix(rest) { rest = rest[..<cut] }
        for ending in ["-sg", "_sg", "-SG", "-security-group"] where rest.hasSuffix(ending) && rest.count > ending.count {
            rest = rest.dropLast(ending.count)
            break
        }
        return rest.isEmpty ? name : String(rest)
    }

    /// Where a suffix begins that a tool made: Terraform's 26 digits, CloudFormation's 12 or 13 capitals and digits, Pulumi's 7
    /// hexadecimal digits (which must hold a digit, so that words are spared).
    private static func generatedSuffix(_ name: Substring) -> Substring.Index? {
        guard let dash = name.lastIndex(of: "-"), dash != name.startIndex else { return nil }
        let tail = name[name.index(after: dash)...]
        let hasDigit = tail.contains(where: \.isNumber)
        let isTerraform = tail.count >= 18 && tail.allSatisfy(\.isNumber)
        let isCloudFormation =
            (12...13).contains(tail.count) && hasDigit && tail.allSatisfy { $0.isASCII && ($0.isNumber || $0.isUppercase) }
        let isPulumi = tail.count == 7 && hasDigit && tail.allSatisfy { $0.isHexDigit && !$0.isUppercase }
        return isTerraform || isCloudFormation || isPulumi ? dash : nil
    }

    /// Names without the prefix that all of them share, where words are left of each: `chat-dev-public-0` and `chat-dev-private-0` become
    /// `public-0` and `private-0`, and `app-a` and `app-b` stay.
    public static func withoutSharedPrefix(_ names: [String]) -> [String] {
        let prefix = sharedPrefix(names)
        let rests = names.map { $0.dropFirst(prefix.count) }
        let haveWords = rests.allSatisfy { $0.contains(where: isSeparator) && $0.contains(where: \.isLetter) }
        return !prefix.isEmpty && haveWords ? rests.map(String.init) : names
    }

    private static func isSeparator(_ character: Character) -> Bool { "-_./ ".contains(character) }
}
