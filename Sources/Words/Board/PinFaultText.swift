import Board
import Reachability

extension PinFault {
    /// One line: why a pinned question cannot be asked, and what to write.
    public var message: String {
        switch self {
        case .reading(let fault): fault.messageAmongOthers
        case .question(let error, _): error.message
        case .noPort: "the PORT is missing; \":all\" asks for every port"
        case .noEnd: "an end is missing: a flow has two, and who END:PORT asks who reaches one"
        case .reaches: "what an end reaches cannot be pinned: pin a flow, or who END:PORT"
        case .behind(let behind): behind.message
        case .meantOfOtherKind(isWho: true): "of who a list of names is meant: meant: [NAME, ...], or [] for nobody"
        case .meantOfOtherKind(isWho: false): "of a flow allowed, blocked or depends is meant; a list of names is for who"
        }
    }
}

extension Board.Seal {
    /// Why a file takes no line.
    public var message: String {
        switch self {
        case .noList: "it is no list with one question a line, each beginning with \"- \""
        case .assertions: "its assertions are another program's"
        }
    }
}
