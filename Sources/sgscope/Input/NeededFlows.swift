import Board
import CoreModel
import Reachability

/// The flows that the board of an input means to be allowed, beside what the notes say.
struct NeededFlows {
    let loading: Loading
    let place: BoardPlace

    /// Pins that are meant to be allowed, and of those that name who reaches an end each of them; none where there is no board.
    ///
    /// A board that cannot be read is said.
    var questions: [Question] {
        let source = place.source()
        if let problem = source.problem { StandardError.line("sgscope: note: the board is not used: \(problem)") }
        return source.board.pins.flatMap(questions)
    }

    private func questions(_ pin: Pin) -> [Question] {
        switch pin.meant {
        case .verdict(.allowed)?:
            let judging = BoardJudging(loading.analyzer, words: loading.original?.analyzer, asking: loading.asking)
            return [judging.judged(pin, number: 1).question].compactMap { $0 }
        case .names(let names)?:
            guard let reading = try? loading.asking.reading(of: pin.ask), reading.kind == .who,
                let destination = reading.destination, let port = try? PortQuery(parsing: reading.port ?? "all"),
                let end = try? loading.asking.resolver.resolve(destination)
            else { return [] }
            return names.compactMap { name in
                guard let from = try? loading.asking.resolver.resolve(name) else { return nil }
                return try? Question(from: from, to: end, port: port)
            }
        default: return []
        }
    }
}
