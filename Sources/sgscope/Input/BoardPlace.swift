import Board
import Glibc
import NotesFile
import Readers
import Text
import Words

/// Where the board of an input lies: the file that is named, else beside the notes, the input, or in the working directory; where no file
/// can be made there, in the user's state folder.
struct BoardPlace {
    /// The file where it is to be; what is read and written is ``path``.
    let wanted: String
    /// Whether it was named on the command line.
    let isNamed: Bool
    /// The file in the state folder that stands for it; nil where there is no home.
    let fallback: String?
    let isHidden: Bool
    /// Finds what the selectors of assertions mean.
    private let search: SelectorSearch
    /// What the file lies beside, in words.
    private let side: String

    init(_ input: InputOptions, _ loading: Loading, named: String?, files: [String] = []) {
        isNamed = named != nil
        isHidden = loading.original != nil
        let annotations = loading.original?.annotations ?? loading.annotations
        search = SelectorSearch(annotations.inventory, annotations.names)
        let found = Self.beside(input, loading, files)
        (wanted, side) = (named ?? found.path, found.side)
        fallback = named == nil ? Self.inStateFolder(wanted) : nil
    }

    /// The file that is there: the one that is wanted, else the one in the state folder; nil where there is neither.
    var existing: String? { [wanted, fallback].compactMap(\.self).first { access($0, F_OK) == 0 } }

    /// What the explorer is told of it; of data with stand-ins there is no board, which has the real names.
    func source() -> BoardSource {
        if isHidden { return BoardSource() }
        guard let path = existing else { return BoardSource(place: words(of: wanted)) }
        do {
            guard let board = try read() else { return BoardSource(place: words(of: wanted)) }
            return BoardSource(board, place: words(of: path), isThere: true)
        } catch let failure as Failure {
            return BoardSource(place: words(of: path), isThere: true, problem: failure.message)
        } catch { return BoardSource(place: words(of: path), isThere: true, problem: "\(error)") }
    }

    /// Where a file lies: "sgscope-board.yaml, beside the notes".
    func words(of path: String) -> String {
        if path == fallback { return "\(path): no file can be made in the folder of the input" }
        return isNamed ? path : "\(BoardFile.name), \(side)"
    }

    /// The path as messages name it.
    var shownPath: String { isHidden ? BoardFile.name : wanted }

    /// Reads the board; nil where there is none.
    ///
    /// Throws where a named file is not there, and where one is no board.
    func read() throws -> Board? {
        guard let path = isNamed ? wanted : existing else { return nil }
        return try Failure.reading {
            switch try BoardReader().readAny(try InputReader().bytes(ofFile: path), from: path) {
            case .board(let board): return board
            case .assertions(let assertions): return try board(of: assertions)
            }
        }
    }

    /// The pins of a file of assertions, with the input that they are of; nil where the file is of another kind.
    static func assertions(_ file: String, _ input: InputOptions) throws -> (board: Board, loading: Loading)? {
        let bytes = try Failure.reading { try InputReader().bytes(ofFile: file) }
        guard case .assertions? = try? BoardReader().readAny(bytes, from: file) else { return nil }
        let loading = try input.load(readsNotes: false)
        return try BoardPlace(input, loading, named: file).read().map { ($0, loading) }
    }

    /// The assertions as pins; what their selectors do not find, or find several times, is wrong usage, all of it listed.
    private func board(of assertions: Assertions) throws -> Board {
        switch search.board(of: assertions) {
        case .success(let board): return board
        case .failure(let faults):
            let what = TextCount.of(faults.all.count, "selector finds", plural: "selectors find")
            throw Failure.askedBack(
                "\(what) not one instance or interface" + (isHidden ? "" : ":"),
                commands: isHidden ? [] : faults.all.map(\.message))
        }
    }

    private static func beside(_ input: InputOptions, _ loading: Loading, _ files: [String]) -> (path: String, side: String) {
        let notes = input.notes ?? (loading.isExample ? nil : loading.notes?.file)
        if let notes, !notes.isEmpty { return (besideFile(notes), "beside the notes") }
        guard let first = (input.input + files).first(where: { $0 != "-" }) else {
            return (BoardFile.name, "in the working directory")
        }
        if FileWriting.isDirectory(first) {
            return ((first.hasSuffix("/") ? first : first + "/") + BoardFile.name, "in the input")
        }
        return (besideFile(first), "beside the input")
    }

    private static func besideFile(_ path: String) -> String {
        (path.lastIndex(of: "/").map { String(path[...$0]) } ?? "") + BoardFile.name
    }

    /// The file of the state folder that stands for another: its name tells the folder that it would lie in.
    private static func inStateFolder(_ path: String) -> String? {
        func variable(_ name: String) -> String? {
            getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        guard let state = variable("XDG_STATE_HOME") ?? variable("HOME").map({ $0 + "/.local/state" }) else { return nil }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let real = realpath(folder, nil).map { pointer in
            defer { free(pointer) }
            return String(cString: pointer)
        }
        let name = (real ?? folder).map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) ? $0 : "-" }
        return "\(state)/sgscope/board\(String(name).suffix(180)).yaml"
    }
}
