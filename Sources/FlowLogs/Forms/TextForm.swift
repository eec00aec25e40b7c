/// Lines of text, as they come in pieces: a flow log, or a CSV of records.
struct TextForm {
    /// The longest line; a record of all fields has some hundred bytes, one of a task of ECS two thousand.
    static let longest = 1 << 16

    private var rest: [UInt8] = []
    private var number: UInt64 = 0
    private var lines = LineReading()
    private var table: CSVReading?
    private var isFirst = true

    /// Whether nothing but blanks came.
    var isBlank: Bool { isFirst }

    /// Reads what a piece has; a line that does not end in it waits for the next piece.
    mutating func feed(_ piece: UnsafeBufferPointer<UInt8>, into collector: inout LogCollector) throws(StopReading) {
        var piece = piece
        if !rest.isEmpty {
            let end = piece.firstIndex(of: Self.newline).map { $0 + 1 } ?? piece.count
            rest.append(contentsOf: piece[..<end])
            guard rest.count <= Self.longest else { throw tooLong }
            guard rest.last == Self.newline else { return }
            piece = UnsafeBufferPointer(rebasing: piece[end...])
            let whole = rest
            rest.removeAll(keepingCapacity: true)
            try all(of: whole, into: &collector)
        }
        let used = try read(piece, into: &collector)
        rest.append(contentsOf: piece[used...])
        guard rest.count <= Self.longest else { throw tooLong }
    }

    /// Reads the last line where it has no end.
    mutating func finish(into collector: inout LogCollector) throws(StopReading) {
        if !rest.isEmpty { try all(of: rest + [Self.newline], into: &collector) }
        rest = []
        try table?.finish(into: &collector)
    }

    private var tooLong: StopReading { StopReading(.tooLong(line: number + 1, limit: Self.longest)) }

    private mutating func all(of bytes: [UInt8], into collector: inout LogCollector) throws(StopReading) {
        try bytes.reading { (all) throws(StopReading) in _ = try read(all, into: &collector) }
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, into collector: inout LogCollector) throws(StopReading) -> Int
    {
        try RecordParser.lines(bytes) { (line) throws(StopReading) in
            number += 1
            guard line.count <= Self.longest else { throw StopReading(.tooLong(line: number, limit: Self.longest)) }
            if isFirst, line.contains(where: { $0 > 0x20 }) {
                isFirst = false
                table = CSVReading(header: line)
                if let table { return try table.check() }
            }
            if table != nil {
                try table?.read(line, number: number, into: &collector)
            } else {
                try lines.read(line, number: number, into: &collector)
            }
            if collector.file.bad >= Self.mostBad, collector.file.records == 0 {
                throw StopReading(.notALog(beginning: String(decoding: line.prefix(40), as: UTF8.self)))
            }
        }
    }

    /// A file of which so many lines are none has no records at all.
    private static let mostBad = 10_000
    private static let newline = UInt8(ascii: "\n")
}

extension [UInt8] {
    /// Calls a function with the bytes, and passes on what it throws.
    func reading(_ body: (UnsafeBufferPointer<UInt8>) throws(StopReading) -> Void) throws(StopReading) {
        let result = withUnsafeBufferPointer { bytes -> Result<Void, StopReading> in
            do throws(StopReading) { return .success(try body(bytes)) } catch { return .failure(error) }
        }
        try result.get()
    }
}
