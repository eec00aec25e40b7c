/// Why an input could not be read: which one, where in it, what is wrong; ``message`` makes one line of it.
public struct ReadError: Error, Hashable, Sendable {
    /// What the program ends with.
    public enum Kind: Int32, Hashable, Sendable {
        /// The input cannot be read as what it claims to be.
        case unreadable = 65
        /// There is no such file, or it may not be opened.
        case noInput = 66
    }

    /// Where in an input.
    public enum Place: Hashable, Sendable {
        /// A value, as in `$.SecurityGroups[3].GroupId`; of several documents in a row, which, from 1.
        case path(String, document: Int?)
        /// A line, from 1.
        case line(Int)
        /// A value in a line that is a document of its own.
        case pathInLine(String, line: Int)

        /// Whether it is a value: the bytes were JSON.
        var isPath: Bool {
            if case .path = self { true } else { false }
        }
    }

    /// What is wrong.
    public enum Problem: Hashable, Sendable {
        case noSuchFile
        case mayNotBeOpened(reason: String)
        /// A pipe, a device, a socket.
        case isNoFile(what: String)
        case readFailed(reason: String)
        case empty
        case notText
        /// A file that was packed, by what.
        case packed(String)
        /// What a tool packed, and that cannot be unpacked.
        case damaged(String)
        /// What a tool packed, and that would be too many times as large when it is unpacked.
        case multiplies(String)
        /// What gzip packed, and that ends in the middle.
        case cutOffPacked
        case badYAML(what: String)
        case notJSON(beginning: String)
        case badJSON(what: String)
        /// A line that should be a document of its own, and is none.
        case notAnObject
        case cutOff
        case tooLarge
        /// A file that somebody writes to while it is read.
        case growing
        case noMemory
        /// JSON of no kind that is known.
        case unknownKind
        /// Known, and not read by this version.
        case notReadYet(what: String, instead: String)
        /// It describes flow logs, and is read with them.
        case ofLogs
        case missing(String)
        case wrongKind(found: String, expected: String)
        /// A clause that begins with a verb: "is not a whole number".
        case badValue(String)
        case noInventory(files: Int)
        case standardInputTwice
    }

    /// The input as the user named it, or "standard input".
    public var file: String
    /// Where in it, if at a place.
    public var place: Place?
    /// What is wrong.
    public var problem: Problem

    /// Makes an error.
    public init(file: String, place: Place? = nil, problem: Problem) {
        self.file = file
        self.place = place
        self.problem = problem
    }

    /// What the program ends with because of it.
    public var kind: Kind {
        switch problem {
        case .noSuchFile, .mayNotBeOpened: .noInput
        default: .unreadable
        }
    }
}
