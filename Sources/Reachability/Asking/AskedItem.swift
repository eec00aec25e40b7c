import CoreModel

/// A word, or some, of a typed question by what it can be.
struct AskedItem: Hashable {
    enum Kind: Hashable {
        /// Something of the input; `isWhole` where it is called so, else its name has that in it.
        case end(isWhole: Bool)
        /// A PORT by its form; of what stands right behind a colon nothing else is meant.
        case port
        /// A service, which may be a name's part as well.
        case service(isPart: Bool)
        case arrow(isTurned: Bool)
        case comma
        /// The end behind it is the source, or the destination.
        case from, to
        /// A port follows, or may.
        case on
        /// Who is asked for, or what is reached.
        case who, what
        /// Everybody, as an end.
        case anybody
        case family(IPVersion)
        case filler
        /// What an HTTP server answered with, which is no port: "HTTP 504".
        case status
        /// All but what stands behind it.
        case except
        case unknown

        /// Whether it stands for an end, or for the family of the ends.
        var isSaidOfEnds: Bool {
            switch self {
            case .anybody, .family: true
            default: false
            }
        }
    }

    var kind: Kind
    var text: String
    var isBehindColon = false
}
