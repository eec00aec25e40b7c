import Explorer
import Glibc
import Map

/// A file that the explorer has written: the map, the answer, or both.
struct TicketFile {
    private let file: FileToWrite

    init(_ file: FileToWrite) { self.file = file }

    /// Writes it; what became of it, in a line.
    func write(_ state: ExplorerState) -> String {
        // Elsewhere a dash is standard output, which the screen has here.
        if file.path == "-" { return "standard output is this screen: give the name of a file, or copy with y" }
        let text: String
        switch file.content {
        case .text(let plain): text = plain
        case .json(let question):
            guard let json = Self.json(question, state) else {
                let why = question == nil ? "the map is not worked out yet" : "the question cannot be asked"
                return "\(file.path) cannot be written: \(why)"
            }
            text = json + "\n"
        }
        let path =
            file.path.hasPrefix("~/") ? (getenv("HOME").map { String(cString: $0) } ?? "~") + file.path.dropFirst() : file.path
        do throws(FileWriting.MakingError) {
            try FileWriting.make(Array(text.utf8), at: path, isReplacing: file.isReplacing)
        } catch {
            switch error {
            case .isThere: return "\(file.path) is there already; :write! \(file.path) replaces it"
            case .cannotBeMade(let reason): return "\(file.path) cannot be written: \(reason)"
            case .isNotWhole(let reason): return "\(file.path) is not whole: \(reason)"
            }
        }
        return "written: \(file.path), \(text.utf8.count) bytes"
    }

    /// What `why --format json` prints for a question, or `draw --format json` without one.
    private static func json(_ question: String?, _ state: ExplorerState) -> String? {
        let loading = state.changes.map { Loading($0, of: Loading(shown: state.read)) } ?? Loading(shown: state.model)
        if let question { return (try? loading.answer(question)).map { AnswerJSON(loading: loading).text($0) } }
        return state.whole.flatMap { DrawCommand.json(loading, whole: $0) }
    }
}
