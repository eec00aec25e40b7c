import Text

/// The files of a directory that are not used, with why: none is passed over in silence where its name says that it was meant.
struct UnusedFiles {
    /// Why a file is not used, the worst first.
    private enum Reason: Int, Comparable {
        case empty, notJSON, noText, packed, unknown

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

        init(_ problem: ReadError.Problem) {
            switch problem {
            case .empty: self = .empty
            case .notJSON, .badJSON, .badYAML, .cutOff: self = .notJSON
            case .notText: self = .noText
            case .packed: self = .packed
            default: self = .unknown
            }
        }

        func words(isOne: Bool) -> String {
            let verb = isOne ? "is" : "are"
            switch self {
            case .empty: return "\(verb) empty"
            case .notJSON: return "\(verb) no JSON"
            case .noText: return "\(verb) no text"
            case .packed: return "\(verb) packed"
            case .unknown: return "\(verb) of no known kind"
            }
        }
    }

    /// Files that are named at most, of each reason.
    private static let named = 3
    /// Endings of what this program reads.
    private static let endings = [".json", ".yaml", ".yml", ".tfstate", ".template", ".gz"]

    private let directory: String
    private var files: [Reason: [String]] = [:]
    private var others = 0

    /// None yet, of a directory with some pipes and the like.
    init(in directory: String, special: Int) {
        self.directory = directory
        others = special
    }

    /// Takes a file, with what is wrong with it.
    mutating func add(_ path: String, _ problem: ReadError.Problem) {
        let name = path.hasPrefix(directory) ? path.dropFirst(directory.count).drop { $0 == "/" } : path[...]
        // What has another ending was meant for somebody else.
        let isMeant = Self.endings.contains { name.lowercased().hasSuffix($0) }
        files[isMeant ? Reason(problem) : .unknown, default: []].append(String(name))
    }

    /// A sentence for each reason: "notes.json is no JSON: not used".
    var sentences: [String] {
        var sentences = files.sorted { $0.key < $1.key }.map { reason, names in
            let names = names.map(VisibleText.line)
            let list =
                names.count > Self.named + 1
                ? TextList.few(names, limit: Self.named + 1) : TextList.sentence(names, limit: Self.named + 1)
            return "\(list) \(reason.words(isOne: names.count == 1)): not used"
        }
        if others > 0 {
            let what = TextCount.of(others, "pipe or broken link", plural: "pipes or broken links")
            sentences.append("\(what) in \(VisibleText.line(directory)): not used")
        }
        return sentences
    }
}
