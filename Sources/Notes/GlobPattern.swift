/// A pattern for whole names: `*` is any run of characters, `?` any one, everything else itself; case is ignored.
public struct GlobPattern: Sendable, Hashable {
    /// The pattern as written.
    public let text: String
    private let characters: [Character]

    /// Makes a pattern; every text is one.
    public init(_ text: String) {
        self.text = text
        characters = Array(text.lowercased())
    }

    /// How many of its characters stand for themselves.
    var literalCount: Int { characters.count { $0 != "*" && $0 != "?" } }

    /// Whether a whole name fits it, in at most length times length steps whatever the pattern.
    public func matches(_ name: String) -> Bool {
        let name = Array(name.lowercased())
        var location = 0
        var wanted = 0
        var retry: (star: Int, location: Int)?
        while location < name.count {
            if wanted < characters.count, characters[wanted] == "*" {
                retry = (wanted, location)
                wanted += 1
            } else if wanted < characters.count, characters[wanted] == "?" || characters[wanted] == name[location] {
                wanted += 1
                location += 1
            } else if let (star, from) = retry {
                retry = (star, from + 1)
                wanted = star + 1
                location = from + 1
            } else {
                return false
            }
        }
        return characters[wanted...].allSatisfy { $0 == "*" }
    }
}
