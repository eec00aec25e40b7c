import Diagram

/// Reads the overview of many VPCs back from its characters.
///
/// `▌name` (in ASCII `:name`) is a VPC, behind it its block and how many subnets stand in each tier; `(name)` is what joins, behind it what it
/// joins, by name or counted: `a, b and 3 more`.
public struct NetworkOverviewReader {
    /// The subnets of each VPC by the words of their tiers.
    public private(set) var vpcs: [String: [String: Int]] = [:]
    /// What joins, with how many it joins.
    public private(set) var joins: [String: Int] = [:]
    /// The names that are said of what joins, as far as there was room.
    public private(set) var members: [String: [String]] = [:]
    /// How many VPCs nothing joins.
    public private(set) var alone = 0
    /// The VPCs that the first line counts.
    public private(set) var count = 0

    /// Reads a picture drawn with a glyph set.
    public init(_ text: String, glyphs: GlyphSet) {
        let bar: Character = glyphs == .unicode ? "▌" : ":"
        for line in text.split(separator: "\n") {
            let words = line.drop { $0 == " " }
            if words.first == bar {
                readVpc(words.dropFirst())
            } else if words.first == "(", let close = words.firstIndex(of: ")") {
                readJoin(String(words[words.index(after: words.startIndex)..<close]), words[words.index(after: close)...])
            } else if let found = words.prefixMatch(of: /([0-9]+) VPCs? joined by nothing/) {
                alone = Int(found.1) ?? 0
            } else if words.hasPrefix("nothing in the input joins them") {
                alone = vpcs.count
            } else if let found = words.prefixMatch(of: /([0-9]+) VPCs?$/) {
                count = Int(found.1) ?? 0
            }
        }
    }

    private mutating func readVpc(_ words: Substring) {
        let name = words.prefix { $0 != " " }
        var tiers: [String: Int] = [:]
        for found in words.dropFirst(name.count).matches(of: /(?:^| |, )([0-9]+) ([a-z][a-z ]*)/) {
            tiers[String(found.2), default: 0] += Int(found.1) ?? 0
        }
        vpcs[String(name)] = tiers
    }

    private mutating func readJoin(_ name: String, _ words: Substring) {
        let said = words.drop { $0 == " " }
        if let found = said.wholeMatch(of: /([0-9]+) VPCs?/) {
            joins[name] = Int(found.1) ?? 0
            return
        }
        var names = said.split(separator: ", ").map(String.init)
        var more = 0
        if let last = names.last, let found = last.wholeMatch(of: /(.+) and ([0-9]+) more/) {
            names[names.count - 1] = String(found.1)
            more = Int(found.2) ?? 0
        }
        members[name] = names
        joins[name] = names.count + more
    }
}
