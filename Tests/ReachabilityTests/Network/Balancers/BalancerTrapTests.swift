import CoreModel
import Testing

@testable import Reachability

/// Load balancers as AWS's texts have them (aws-network 1.2 rows 11, 12, 20 and 21, 1.8, 5.5 and the traps T51 to T59), one row for each
/// case and one beside it where the same thing lets through, or stops.
@Suite("Traps of load balancers")
struct BalancerTrapTests {
    @Test("A load balancer is two connections: the first decides, the second is told", arguments: BalancerTrap.all)
    func trap(_ trap: BalancerTrap) throws {
        let told = try trap.told()
        #expect(BalancerTrap.fits(told.answer, trap.answer), "\(told.answer.joined(separator: " ")), behind it \(told.behind)")
        #expect(BalancerTrap.fits(told.behind, trap.behind), "behind it \(told.behind.joined(separator: " "))")
    }

    @Test("Every trap that names a load balancer has a row that stops, and one that lets through")
    func complete() {
        let rows = Dictionary(grouping: BalancerTrap.all, by: \.name)
        for number in 51...59 {
            let own = rows["T\(number)"] ?? []
            let isStopped = own.map { $0.answer.hasPrefix("blocked") || $0.behind.hasPrefix("blocked") }
            #expect(isStopped.contains(true) && isStopped.contains(false), "T\(number)")
        }
    }

    @Test("A load balancer whose name no input tells has no interface whose name none tells", arguments: [nil, "alb"])
    func nameless(name: String?) {
        var builder = InventoryBuilder(label: "sketch")
        let known = name.map { builder.intern($0) } ?? .none
        var balancer = LoadBalancer(.application, id: builder.intern("arn"))
        balancer.name = known
        builder.add(balancer)
        var interface = NetworkInterface(id: builder.intern("eni-1"))
        interface.attachment = .init(kind: .loadBalancer, name: known)
        builder.add(interface)
        let index = BalancerIndex(builder.finish())
        #expect(index.balancer(of: InterfaceIndex(0)) == (name == nil ? nil : LoadBalancerIndex(0)))
    }
}
