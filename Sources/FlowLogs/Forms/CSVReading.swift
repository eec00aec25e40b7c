/// Reads rows of a CSV: what a query gave, by the names of its columns, or records in a column of their own (the console's `@message`).
struct CSVReading {
    private let names: [String]
    private var record: NamedRecords
    /// The column that has whole records.
    private let message: Int?
    private var lines = LineReading()
    /// A row whose quotation marks are not closed yet goes on in the next line.
    private var open: [UInt8] = []
    private var openLine: UInt64 = 0

    /// A reading where a line is the header of one; nil where it is none.
    init?(header line: UnsafeBufferPointer<UInt8>) {
        var cells: [String] = []
        guard line.contains(UInt8(ascii: ",")) else { return nil }
        // A mark of the byte order stands before what some programs export.
        let start = line.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let isWhole = Self.cells(UnsafeBufferPointer(rebasing: line[start...])) {
            cells.append(String(decoding: $0, as: UTF8.self))
        }
        let fields = cells.map { FlowLogField(name: $0) }
        guard isWhole, fields.contains(.message) || fields.count(where: { $0 != nil }) >= 3 else { return nil }
        names = cells
        message = fields.firstIndex(of: .message)
        record = NamedRecords()
    }

    /// Throws where its rows cannot be held against rules.
    func check() throws(StopReading) {
        let missing = message == nil ? RecordPlan.missing(Set(names.compactMap(FlowLogField.init(name:)))) : []
        guard missing.isEmpty else { throw StopReading(.missingFields(missing)) }
    }

    /// Reads a line: a row, or a part of one.
    mutating func read(_ line: UnsafeBufferPointer<UInt8>, number: UInt64, into collector: inout LogCollector) throws(StopReading)
    {
        if !open.isEmpty {
            open.append(UInt8(ascii: "\n"))
            open.append(contentsOf: line)
            guard open.count <= TextForm.longest else { throw StopReading(.tooLong(line: openLine, limit: TextForm.longest)) }
            let whole = open
            try whole.reading { (row) throws(StopReading) in
                if try self.row(row, number: openLine, into: &collector) { open = [] }
            }
        } else if try !row(line, number: number, into: &collector) {
            open.append(contentsOf: line)
            openLine = number
        }
    }

    /// What was begun and never closed is no record.
    mutating func finish(into collector: inout LogCollector) throws(StopReading) {
        guard !open.isEmpty else { return }
        collector.file.lines += 1
        collector.bad(line: openLine, .unknownOrder)
    }

    /// Reads a row; false where its quotation marks are not closed.
    private mutating func row(
        _ bytes: UnsafeBufferPointer<UInt8>, number: UInt64, into collector: inout LogCollector
    ) throws(StopReading) -> Bool {
        var cells: [[UInt8]] = []
        guard Self.cells(bytes, { cells.append($0 + [0]) }) else { return false }
        if cells.count == 1, cells[0].allSatisfy({ $0 <= 0x20 }) { return true }
        if let message {
            guard cells.indices.contains(message) else {
                collector.file.lines += 1
                collector.bad(line: number, .wrongCount(expected: names.count, found: cells.count))
                return true
            }
            try cells[message].reading { (all) throws(StopReading) in
                let text = UnsafeBufferPointer(rebasing: all.dropLast())
                try lines.read(text, number: number, into: &collector)
            }
            return true
        }
        guard cells.count == names.count else {
            collector.file.lines += 1
            collector.bad(line: number, .wrongCount(expected: names.count, found: cells.count))
            return true
        }
        for (name, cell) in zip(names, cells) where cell.count > 1 { record.take(name, cell) }
        record.finish(line: number, into: &collector)
        return true
    }

    /// Gives the cells of a row, without their quotation marks; false where one is not closed.
    static func cells(_ row: UnsafeBufferPointer<UInt8>, _ take: ([UInt8]) -> Void) -> Bool {
        let quote = UInt8(ascii: "\"")
        var cell: [UInt8] = []
        var isQuoted = false
        var index = row.startIndex
        let end = row.last == UInt8(ascii: "\r") ? row.endIndex - 1 : row.endIndex
        while index < end {
            let byte = row[index]
            if isQuoted {
                if byte != quote {
                    cell.append(byte)
                } else if index + 1 < end, row[index + 1] == quote {
                    cell.append(quote)
                    index += 1
                } else {
                    isQuoted = false
                }
            } else if byte == quote, cell.isEmpty {
                isQuoted = true
            } else if byte == UInt8(ascii: ",") {
                take(cell)
                cell.removeAll()
            } else {
                cell.append(byte)
            }
            index += 1
        }
        if isQuoted { return false }
        take(cell)
        return true
    }
}
