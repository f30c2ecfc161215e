//! Shows comments of other pages of the same browser at once, through a BroadcastChannel.

use essay_core::app::Msg;
use essay_core::app::discussion::sync;
use essay_core::discussion::{Author, Event};
use essay_core::json::Json;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};
use yew::Callback;

/// A channel to the other pages and elements of this browser that show the same discussion.
pub struct Channel {
    channel: BroadcastChannel,
    _receive: Closure<dyn FnMut(MessageEvent)>,
}

impl Channel {
    /// Opens the channel of a discussion. Returns `None` if the browser has no channels.
    pub fn open(discussion: &str, dispatch: Callback<Msg>) -> Option<Self> {
        let channel = BroadcastChannel::new(&format!("circle-essay {discussion}")).ok()?;
        let receive = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            let Some(mut json) = message.data().as_string().and_then(|text| Json::parse(&text).ok()) else { return };
            let mut list = |name: &str| match json.take(name) {
                Some(Json::List(list)) => list,
                _ => vec![],
            };
            let events = list("events").into_iter().filter_map(|event| Event::from_json(event).ok()).collect();
            let erased = list("gone").iter().filter_map(Json::as_str).map(str::to_owned).collect();
            let me = json.take("me").unwrap_or_default();
            let text = |name: &str| me.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
            let author = Author { id: text("id"), name: text("name") };
            dispatch.emit(sync::Msg::RemoteEvents { events, erased, author }.into());
        });
        channel.set_onmessage(Some(receive.as_ref().unchecked_ref()));
        Some(Self { channel, _receive: receive })
    }

    /// Broadcasts new events, the ids of erased ones, and the author who writes in this browser.
    pub fn broadcast(&self, events: &[Event], erased: &[String], me: &Author) {
        let json = Json::object([
            ("events", events.iter().map(Event::to_json).collect()),
            ("gone", erased.iter().map(String::as_str).collect()),
            ("me", Json::object([("id", (&me.id).into()), ("name", (&me.name).into())])),
        ]);
        // A page that receives nothing finds the events in storage when it is loaded.
        let _ = self.channel.post_message(&json.to_string().into());
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}
