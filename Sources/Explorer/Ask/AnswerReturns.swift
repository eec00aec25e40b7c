/// The answers from which others were asked, such as that of the second connection behind a load balancer: Esc goes back to them.
struct AnswerReturns: Sendable {
    private var views: [AnswerView] = []
    /// The question that is asked from an answer, until its own is there.
    private var wanted: (text: String, from: AnswerView)?

    /// A question is about to be asked from an answer.
    mutating func ask(_ text: String, from view: AnswerView) { wanted = (text, view) }

    /// An answer is there: one that was asked from another leads back to it, any other to none.
    mutating func asked(_ text: String) {
        if let wanted, wanted.text == text {
            views = Array((views + [wanted.from]).suffix(Limits.returns))
        } else {
            views = []
        }
        wanted = nil
    }

    /// The answer to go back to; nil where there is none.
    mutating func takeLast() -> AnswerView? { views.popLast() }
}
