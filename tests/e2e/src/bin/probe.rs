#[tokio::main]
async fn main() {
    if std::env::args().any(|a| a == "profile") {
        return e2e::discussion::profile(10_000).await;
    }
    for count in [1_000, 10_000] {
        for o in e2e::discussion::opening(count, 5, 4).await {
            println!("{count} {o:?}");
        }
    }
    for count in [100, 10_000] {
        println!("{count} {:?}", e2e::discussion::writing(count, 7, 4).await);
    }
}
