/// Tells the output of `describe-flow-logs` by how it begins: it tells the order of fields of logs, so that it is read before them.
enum FlowLogDescription {
    /// The longest beginning that is looked at; the first log that is described has its id within it.
    private static let longest = 1 << 14

    /// Whether a file has descriptions of flow logs in it, packed or not.
    static func isIn(_ file: LogFile) -> Bool {
        let head = file.begins { $0.count >= longest || !mayBe($0) || names($0) }
        return names(isPacked(head) ? unpacked(head) : head)
    }

    private static func isPacked(_ head: [UInt8]) -> Bool { head.starts(with: [0x1F, 0x8B]) }

    /// Whether more of a file may make it one: what is neither JSON nor packed never is.
    private static func mayBe(_ head: [UInt8]) -> Bool {
        if isPacked(head) || head.count < 4 { return true }
        // Marks of the byte order, and what UTF-16 has between letters.
        let first = head.first { $0 > 0x20 && !(0xBB...0xFF).contains($0) }
        return first == nil || first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }

    private static func names(_ head: [UInt8]) -> Bool {
        guard mayBe(head) else { return false }
        let letters = head.prefix(longest).filter { $0 != 0 }
        return letters.firstRange(of: Array("\"FlowLogId\"".utf8)) != nil
    }

    /// The beginning of what is packed.
    private static func unpacked(_ head: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        guard let unpacker = Unpacker() else { return [] }
        // What is damaged is said when it is read.
        try? head.reading { (all) throws(StopReading) in
            try unpacker.unpack(all) { (piece) throws(StopReading) in plain.append(contentsOf: piece.prefix(longest)) }
        }
        return plain
    }
}
