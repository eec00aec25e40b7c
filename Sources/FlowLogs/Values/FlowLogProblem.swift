import CoreModel

/// Why a file of a flow log, or a part of it, could not be read: one line each.
public struct FlowLogProblem: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Reason: Hashable, Sendable {
        case noSuchFile
        case mayNotBeOpened(reason: String)
        /// A device, a socket.
        case isNoFile(what: String)
        case readFailed(reason: String)
        case empty
        /// The packed data ends in the middle, or is damaged; what stood before was read.
        case cutOff
        case damaged(reason: String)
        /// A line, or a value of JSON, that is longer than any record can be; the rest of the file was not read.
        case tooLong(line: UInt64, limit: Int)
        /// Nothing in it is a record of a flow log.
        case notText
        case notALog(beginning: String)
        /// Parquet, which others read better: a query of it is read.
        case parquet
        /// JSON that is none.
        case badJSON(line: UInt64)
        /// JSON that ends in the middle; what stood before was read.
        case cutJSON
        /// JSON without records of flow logs.
        case unknownJSON
        /// Packed within packed data, deeper than anybody does it.
        case tooDeep
        /// Its format has no field that every flow needs, such as `action`; nothing of it was read.
        case missingFields([String])
        /// Some of its lines are no records; the first of them, and why. The others were read.
        case badLines(count: UInt64, of: UInt64, first: UInt64, why: LineFault)
        case standardInputTwice
    }

    /// Why a line is no record.
    public enum LineFault: Hashable, Sendable {
        /// It has more or fewer values than its format has fields.
        case wrongCount(expected: Int, found: Int)
        /// A field has a value that it cannot have.
        case badValue(field: String, value: String)
        /// It has no header, and no known order of fields fits it.
        case unknownOrder
    }

    /// The file as it was named, or "standard input".
    public var file: String
    /// What is wrong.
    public var reason: Reason
    /// Records of the file that were read all the same.
    public var recordsRead: UInt64

    /// Makes one.
    public init(file: String, reason: Reason, recordsRead: UInt64 = 0) {
        self.file = file
        self.reason = reason
        self.recordsRead = recordsRead
    }

    /// Whether the file was not there or may not be opened, as opposed to being none that can be read.
    public var isMissing: Bool {
        switch reason {
        case .noSuchFile, .mayNotBeOpened: true
        default: false
        }
    }
}
