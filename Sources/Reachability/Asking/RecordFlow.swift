import CoreModel

/// A flow of several flow-log records: what they ask, and how many of them there are.
public struct RecordFlow: Hashable, Sendable {
    /// The question that the records raise; replies are turned round.
    public let question: QuestionText
    /// How many records are of it.
    public let records: Int
    /// How many of these say that packets were rejected.
    public let rejected: Int

    /// The flows of a text's records, those with the most records first; records without addresses or ports raise no question.
    public static func flows(in text: String) -> [RecordFlow] {
        var order: [QuestionText] = []
        var counts: [QuestionText: (records: Int, rejected: Int)] = [:]
        for record in FlowLogText.records(in: text) {
            let line = ErrorLine(record)
            guard let source = line.source, let port = line.port else { continue }
            let question = QuestionText(source: source, destination: QuestionText.bracketed(line.destination), port: port)
            if counts[question] == nil { order.append(question) }
            counts[question, default: (0, 0)].records += 1
            if record.action == .reject { counts[question]?.rejected += 1 }
        }
        let flows = order.map { question in
            RecordFlow(question: question, records: counts[question]?.records ?? 0, rejected: counts[question]?.rejected ?? 0)
        }
        return flows.enumerated().sorted { ($1.element.records, $0.offset) < ($0.element.records, $1.offset) }.map(\.element)
    }
}
