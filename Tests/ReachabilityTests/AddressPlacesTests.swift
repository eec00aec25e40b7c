import CoreModel
import Support
import Testing

@testable import Reachability

/// Which addresses are judged once for all that are like them.
@Suite struct AddressPlacesTests {
    @Test(
        "Addresses outside are alike between borders that rules name; those that a VPC can have, and held ones, only to themselves",
        arguments: [
            ("198.51.100.1", "198.51.100.77", true), ("198.51.100.1", "198.51.101.1", true), ("192.0.2.9", "198.51.100.1", true),
            ("8.8.8.8", "8.8.4.4", true), ("9.9.9.1", "9.9.9.2", true), ("9.9.9.1", "8.8.8.8", false),
            ("44.1.1.70", "44.1.1.71", false), ("10.0.0.5", "10.0.0.6", false), ("52.0.0.9", "52.0.0.10", false),
            ("2001:db8::1", "2001:db8::2", false), ("2001:db8:1::1", "2001:db8:1::2", true),
        ])
    func alike(_ one: String, _ other: String, _ areAlike: Bool) throws {
        let world = try World(
            """
            vpc v 10.0.0.0/16
            vpc w 44.1.1.0/24
            subnet a v 10.0.0.0/24
            group app v
              in tcp 443 9.9.9.0/24
            interface eni-1 v app 10.0.0.10 public=52.0.0.9 subnet=a prefix=2001:db8::/80
            complete
            """)
        let places = AddressPlaces([world.analyzer])
        let (first, second) = (try IPAddress(parsing: one), try IPAddress(parsing: other))
        #expect((places.place(of: first) == places.place(of: second)) == areAlike)
    }
}
