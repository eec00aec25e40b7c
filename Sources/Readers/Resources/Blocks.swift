/// A block of a resource, which a document may leave open.
enum Block {
    case known(JSONValue)
    /// What is unknown, by its name.
    case open(String)
}

extension JSONValue {
    /// The blocks of a member: those of a list, or the only one, which Pulumi writes without a list; one that is open as a whole is one that
    /// is open.
    func blocks(_ key: StaticString) throws(JSONFault) -> [Block] {
        let list: JSONValue
        switch try settled(key) {
        case .absent: return []
        case .unknown(let unknown): return [.open(unknown.name)]
        case .known(let value): list = value
        }
        var blocks: [Block] = []
        for element in list.kind == .array ? Array(try list.elements()) : [list] {
            if let unknown = element.unknown {
                blocks.append(.open(unknown.name))
            } else if element.kind == .object {
                blocks.append(.known(element))
            }
        }
        return blocks
    }
}
