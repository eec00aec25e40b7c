import Notes

/// Why a notes file cannot be read: what is wrong, and where.
public struct NotesError: Error, Hashable, Sendable {
    /// The file, as it was named.
    public var file: String
    /// The line and column; nil where the file as a whole is meant.
    public var location: NotesLocation?
    /// What is wrong.
    public var problem: Problem

    /// Makes an error.
    public init(_ problem: Problem, at location: NotesLocation? = nil, file: String = "") {
        self.problem = problem
        self.location = location
        self.file = file
    }

    /// What can be wrong with a notes file.
    public enum Problem: Hashable, Sendable {
        /// There is nothing in it but comments.
        case empty
        /// It is not UTF-8; perhaps it is UTF-16.
        case notUTF8(looksLikeUTF16: Bool)
        /// It is larger than any notes.
        case tooLarge(bytes: Int, limit: Int)
        /// Values stand in values, too many levels of them.
        case tooDeep(limit: Int)
        /// It holds more values than any notes.
        case tooManyValues(limit: Int)
        /// It is no YAML; in the words of the parser, with a hint where there is one.
        case malformed(String, hint: String?)
        /// It holds more than one document.
        case severalDocuments
        /// An anchor, an alias or a tag.
        case indicator(Character)
        /// A key that is not text.
        case keyIsNotText
        /// A key stands twice in one mapping.
        case duplicateKey(String)
        /// A key that means nothing here.
        case unknownKey(String, in: String, suggestion: String?, known: [String])
        /// A key that must be there is not.
        case missingKey(String, in: String)
        /// A value of another type.
        case wrongType(of: String, expected: String, found: String)
        /// Two groups, tables or decisions share a title.
        case duplicateTitle(String, of: String, first: NotesLocation)
        /// A text that must be one of a few.
        case notOneOf(String, what: String, choices: [String])
        /// A title that nothing in the file has.
        case unknownTitle(String, of: String, suggestion: String?)
        /// A protocol that is none.
        case unknownProtocol(String)
        /// Ports, an address or a CIDR that cannot be read; the text says why.
        case badValue(of: String, why: String)
        /// A matcher without a condition.
        case emptyMatcher
        /// A row with more or fewer cells than the table has columns.
        case cellCount(Int, columns: Int)
    }
}
