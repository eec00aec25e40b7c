import CoreModel
import Documentation
import Reachability
import Text

/// Whom an end reaches, as `why` prints it for "what can 10.0.11.24 reach on 5432".
struct WhomAnswer {
    private let end: Endpoint
    private let query: PortQuery?
    private let version: IPVersion

    init(_ end: Endpoint, _ query: PortQuery?, version: IPVersion?) {
        (self.end, self.query, self.version) = (end, query, IPVersion(asked: version, between: [end], on: query))
    }

    func show(_ loading: Loading, _ facts: FactOptions, _ scope: ScopeOptions) {
        let whom = loading.analyzer.whom(isReachedFrom: end, port: query, version: version, scope.scope(isFull: false))
        if whom.looksAtNetwork { loading.sayNetworkNotices() }
        if facts.format == .json {
            Output.write(JSONText.compact(WhoJSON(loading).value(whom, end, query, version)) + "\n", to: 1)
        } else {
            let output = facts.shown.output(of: loading)
            output.lines(WhomReport(whom, loading.annotations).lines(end, query, version, width: output.width))
        }
    }
}
