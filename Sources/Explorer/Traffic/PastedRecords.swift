import FlowLogs
import Reachability
import Text

/// Many records that somebody pasted: more of them than one would choose a question from.
extension ExplorerState {
    /// Flows of pasted records up to which they are asked back one by one.
    private static let askedBack = 4

    /// Takes a heap of records for a log of their own; false where a text is none.
    mutating func takeRecords(pasted text: String) -> Bool {
        switch prompt {
        case nil, .filter, .copy, .steps, .findings, .fixes: break
        case .question(let question): if !question.editor.isEmpty { return false }
        case .find, .command, .change, .traffic: return false
        }
        guard Self.isHeap(PastedText.cut(text)) else { return false }
        prompt = nil
        (help, message) = (nil, nil)
        let given = traffic.source == .given ? traffic.page : traffic.given
        forgetTraffic()
        traffic.given = given
        traffic.source = .pasted(text)
        openTraffic()
        return true
    }

    /// Nothing is known of logs any more, and nothing of them is on its way.
    private mutating func forgetTraffic() {
        if executor.isRunning(.traffic) {
            executor.drop(.traffic)
            emit(.cancel(.traffic))
        }
        traffic = TrafficView()
    }

    static let givenAgain = "the pasted records are gone; :traffic opens the given flow logs"

    /// Goes back from pasted records, whose list was closed, to the logs that were given; says so, and whether it does.
    @discardableResult
    mutating func leavePastedRecords() -> Bool {
        guard case .pasted? = traffic.source, !model.logs.paths.isEmpty else { return false }
        let given = traffic.given
        forgetTraffic()
        traffic.source = .given
        if let given, given.model === read {
            take(traffic: given)
        } else {
            traffic.page = given
            orderTraffic()
        }
        message = Self.givenAgain
        return true
    }

    /// Whether the beginning of a text tells that it is a heap of records, as lines or as what CloudWatch gives.
    private static func isHeap(_ beginning: String) -> Bool {
        guard beginning.contains("ACCEPT") || beginning.contains("REJECT") else { return false }
        if RecordFlow.flows(in: beginning).count > askedBack { return true }
        guard beginning.drop(while: \.isWhitespace).first.map({ "{[".contains($0) }) == true else { return false }
        return FlowLogReader().read(Array(beginning.utf8), named: "the paste").records > UInt64(askedBack)
    }
}
